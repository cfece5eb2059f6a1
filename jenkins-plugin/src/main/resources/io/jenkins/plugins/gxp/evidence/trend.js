// SPDX-License-Identifier: MIT
/* The charts of a job: the number of one gate over the builds, and what the gates of each build said. */
document.addEventListener("DOMContentLoaded", () => {
  const page = document.querySelector(".gxp-trend");
  if (!page) {
    return;
  }
  const find = (name) => page.querySelector("." + name);
  const gateSelect = find("gxp-trend__gate");
  const modelSelect = find("gxp-trend__model");
  const countSelect = find("gxp-trend__builds");
  const older = find("gxp-trend__older");
  const newest = find("gxp-trend__newest");
  const status = find("gxp-trend__status");
  const numbers = find("gxp-trend__numbers");
  const colors = gxpCharts.colors();
  const texts = page.dataset;
  const trend = gxpCharts.create(find("gxp-trend__chart"), 340);
  const verdicts = gxpCharts.create(find("gxp-trend__verdicts"), 240);
  let before = 0;
  let shown = null;

  function load() {
    const query = new URLSearchParams({
      model: modelSelect ? modelSelect.value : "",
      gate: gateSelect.value,
      builds: countSelect.value,
      before,
    });
    status.textContent = texts.loading;
    fetch("trend?" + query, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then(show)
      .catch(() => {
        status.textContent = texts.failed;
      });
  }

  function show(document_) {
    shown = document_;
    gateSelect.replaceChildren(
      ...shown.gates.map((gate) => {
        const option = document.createElement("option");
        option.value = gate;
        option.textContent = gate;
        option.selected = gate === shown.gate;
        return option;
      }),
    );
    older.disabled = !shown.older;
    newest.disabled = !shown.newer;
    const measured = shown.builds.filter((build) => build.gate && build.gate.value !== undefined);
    status.textContent = shown.builds.length
      ? texts.shown
          .replace("%builds", shown.builds.length)
          .replace("%first", shown.builds[0].build)
          .replace("%last", shown.builds[shown.builds.length - 1].build)
          .replace("%measured", measured.length)
      : texts.none;
    drawTrend();
    drawVerdicts();
    fillTable();
  }

  /** The same numbers for those who cannot use a picture. */
  function fillTable() {
    if (!numbers.open) {
      return;
    }
    numbers.querySelector("tbody").replaceChildren(
      ...shown.builds
        .slice()
        .reverse()
        .map((build) => {
          const gate = build.gate || {};
          const link = document.createElement("a");
          link.href = "../" + build.build + "/gxp-evidence/";
          link.textContent = "#" + build.build;
          const interval = gate.lower === undefined ? [] : [gate.lower, gate.upper].map(gxpCharts.number);
          const limits = [
            ...(gate.min === undefined ? [] : [">= " + gxpCharts.number(gate.min)]),
            ...(gate.max === undefined ? [] : ["<= " + gxpCharts.number(gate.max)]),
          ];
          const cells = [
            link,
            build.version,
            build.verdict,
            (gate.verdict || "-") + (gate.waived ? ", " + texts.waived : ""),
            gate.value === undefined ? "-" : gxpCharts.number(gate.value),
            interval.length ? "[" + interval.join(", ") + "]" : "-",
            limits.join(", ") || "-",
          ];
          const row = document.createElement("tr");
          cells.forEach((content) => {
            const cell = document.createElement("td");
            cell.append(content);
            row.append(cell);
          });
          return row;
        }),
    );
  }

  const labels = () => shown.builds.map((build) => "#" + build.build);
  const common = () => ({
    animation: false,
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: labels(), ...gxpCharts.axis(colors), splitLine: { show: false } },
    legend: { top: 0, textStyle: { color: colors.text }, inactiveColor: colors.soft },
  });

  function limits(name) {
    const values = shown.builds.map((build) => (build.gate && build.gate[name] !== undefined ? build.gate[name] : null));
    return values.some((value) => value !== null)
      ? [
          {
            type: "line",
            name: name === "min" ? texts.min : texts.max,
            step: "middle",
            symbol: "none",
            connectNulls: true,
            lineStyle: { color: colors.FAIL, type: "dashed", width: 1.5 },
            itemStyle: { color: colors.FAIL },
            data: values,
          },
        ]
      : [];
  }

  function interval(params, api) {
    const low = api.coord([api.value(0), api.value(1)]);
    const high = api.coord([api.value(0), api.value(2)]);
    const half = Math.min(5, api.size([1, 0])[0] / 3);
    const stroke = { stroke: colors.soft, lineWidth: 1.5, opacity: shown.builds.length > 300 ? 0.4 : 1 };
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: stroke });
    return {
      type: "group",
      children: [
        line(low[0], low[1], high[0], high[1]),
        line(low[0] - half, low[1], low[0] + half, low[1]),
        line(high[0] - half, high[1], high[0] + half, high[1]),
      ],
    };
  }

  function drawTrend() {
    const builds = shown.builds;
    const size = builds.length > 300 ? 5 : 9;
    trend.setOption(
      {
        ...common(),
        legend: {
          ...common().legend,
          itemWidth: 18,
          data: [
            texts.value,
            texts.interval,
            // a line without a mark
            { name: texts.min, itemStyle: { opacity: 0 } },
            { name: texts.max, itemStyle: { opacity: 0 } },
            "PASS",
            "UNDECIDED",
            "FAIL",
          ],
        },
        yAxis: { type: "value", scale: true, ...gxpCharts.axis(colors) },
        tooltip: gxpCharts.tooltip(colors, (params) => describe(builds[rowOf(params)])),
        series: [
          {
            type: "line",
            name: texts.value,
            symbol: "none",
            connectNulls: true,
            silent: true,
            lineStyle: { color: colors.accent, width: 1.5 },
            itemStyle: { color: colors.accent },
            data: builds.map((build) => (build.gate && build.gate.value !== undefined ? build.gate.value : null)),
          },
          {
            type: "custom",
            name: texts.interval,
            renderItem: interval,
            itemStyle: { color: colors.soft },
            encode: { x: 0, y: [1, 2] },
            z: 2,
            data: builds
              .map((build, row) => ({ build, row }))
              .filter((one) => one.build.gate && one.build.gate.lower !== undefined && one.build.gate.upper !== undefined)
              .map((one) => ({ value: [one.row, one.build.gate.lower, one.build.gate.upper], row: one.row })),
          },
          ...limits("min"),
          ...limits("max"),
          ...["PASS", "UNDECIDED", "FAIL"].map((verdict) => ({
            type: "scatter",
            name: verdict,
            symbol: gxpCharts.shapes[verdict],
            symbolSize: size,
            itemStyle: { color: colors[verdict], borderColor: colors.text, borderWidth: 1 },
            z: 3,
            data: builds
              .map((build, row) => ({ build, row }))
              .filter((one) => one.build.gate && one.build.gate.value !== undefined && one.build.gate.verdict === verdict)
              .map((one) => ({ value: [one.row, one.build.gate.value], row: one.row })),
          })),
        ],
      },
      true,
    );
  }

  function describe(build) {
    const lines = [texts.build.replace("%build", build.build).replace("%version", build.version)];
    if (build.gate) {
      const gate = build.gate;
      lines.push(gate.verdict + (gate.waived ? ", " + texts.waived : ""));
      if (gate.value !== undefined) {
        lines.push(
          gxpCharts.number(gate.value) +
            (gate.lower === undefined
              ? ""
              : " [" + gxpCharts.number(gate.lower) + ", " + gxpCharts.number(gate.upper) + "]"),
        );
      }
    }
    return lines.join("\n");
  }

  function drawVerdicts() {
    const builds = shown.builds;
    const patterns = { PASS: undefined, UNDECIDED: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.8, color: "rgba(0,0,0,0.35)" }, FAIL: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: 0.8, color: "rgba(0,0,0,0.45)" } };
    verdicts.setOption(
      {
        ...common(),
        aria: { enabled: false },
        yAxis: { type: "value", minInterval: 1, ...gxpCharts.axis(colors) },
        tooltip: gxpCharts.tooltip(colors, (params) => {
          const build = builds[params.dataIndex];
          return [
            texts.build.replace("%build", build.build).replace("%version", build.version),
            build.verdict,
            build.pass + " PASS, " + build.fail + " FAIL, " + build.undecided + " UNDECIDED",
          ].join("\n");
        }),
        series: ["PASS", "UNDECIDED", "FAIL"].map((verdict) => ({
          type: "bar",
          name: verdict,
          stack: "gates",
          barMaxWidth: 28,
          itemStyle: { color: colors[verdict], decal: patterns[verdict] },
          data: builds.map((build) => build[verdict.toLowerCase()]),
        })),
      },
      true,
    );
  }

  /** Series that leave builds out say which build each of their marks is. */
  function rowOf(params) {
    return params.data && params.data.row !== undefined ? params.data.row : params.dataIndex;
  }

  function open(params) {
    const row = rowOf(params);
    if (shown && shown.builds[row]) {
      location.href = "../" + shown.builds[row].build + "/gxp-evidence/";
    }
  }

  numbers.addEventListener("toggle", () => shown && fillTable());
  trend.on("click", open);
  verdicts.on("click", open);
  gateSelect.addEventListener("change", load);
  countSelect.addEventListener("change", load);
  if (modelSelect) {
    modelSelect.addEventListener("change", () => {
      before = 0;
      load();
    });
  }
  older.addEventListener("click", () => {
    before = shown.first;
    load();
  });
  newest.addEventListener("click", () => {
    before = 0;
    load();
  });
  load();
});

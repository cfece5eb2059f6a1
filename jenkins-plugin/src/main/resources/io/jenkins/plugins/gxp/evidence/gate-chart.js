// SPDX-License-Identifier: MIT
/* How far each gate is from its limit. */
document.addEventListener("DOMContentLoaded", () => {
  const MOST = 8;

  document.querySelectorAll(".gxp-gate-chart").forEach((element) => {
    const gates = JSON.parse(element.dataset.gates).reverse();
    const colors = gxpCharts.colors();
    const reach = Math.max(...gates.flatMap((gate) => [gate.near, gate.far, gate.distance].map(Math.abs)));
    const farthest = Math.min(MOST, Math.max(2, Math.ceil(reach)));
    const within = (number) => Math.max(-farthest, Math.min(farthest, number));
    const wide = element.clientWidth > 700;
    const chart = gxpCharts.create(element, 44 + 22 * gates.length);

    function line(params, api) {
      const gate = gates[api.value(0)];
      const from = api.coord([within(gate.near), api.value(0)]);
      const to = api.coord([within(gate.far), api.value(0)]);
      const stroke = { stroke: colors.text, lineWidth: 1.5 };
      const end = (x) => ({ type: "line", shape: { x1: x, x2: x, y1: from[1] - 4, y2: from[1] + 4 }, style: stroke });
      const children = [
        { type: "line", shape: { x1: from[0], x2: to[0], y1: from[1], y2: to[1] }, style: stroke },
      ];
      if (Math.abs(gate.near) < farthest) {
        children.push(end(from[0]));
      }
      if (Math.abs(gate.far) < farthest) {
        children.push(end(to[0]));
      }
      return { type: "group", children };
    }

    chart.setOption({
      animation: false,
      grid: { left: 8, right: 24, top: 8, bottom: 4, containLabel: true },
      tooltip: gxpCharts.tooltip(colors, (params) => {
        const gate = gates[params.value[params.seriesType === "custom" ? 0 : 1]];
        return gate.id + "\n" + gate.verdict + (gate.waived ? ", waived" : "") + "\n" + gate.text;
      }),
      xAxis: { type: "value", min: -farthest, max: farthest, interval: farthest > 4 ? 2 : 1, ...gxpCharts.axis(colors) },
      yAxis: {
        type: "category",
        data: gates.map((gate) => gxpCharts.plain(gxpCharts.cut(gate.id, wide ? 60 : 26))),
        ...gxpCharts.axis(colors),
        axisTick: { show: false },
        axisLabel: { color: colors.text, fontSize: 11, interval: 0 },
      },
      series: [
        { type: "custom", renderItem: line, data: gates.map((gate, row) => [row]), encode: { x: -1, y: 0 }, z: 2 },
        ...["PASS", "UNDECIDED", "FAIL"].map((verdict) => ({
          type: "scatter",
          name: verdict,
          symbol: gxpCharts.shapes[verdict],
          symbolSize: 10,
          itemStyle: { color: colors[verdict], borderColor: colors.text, borderWidth: 1 },
          z: 3,
          data: gates
            .map((gate, row) => ({ gate, row }))
            .filter((one) => one.gate.verdict === verdict)
            .map((one) => ({
              value: [within(one.gate.distance), one.row],
              label: {
                show: Math.abs(one.gate.distance) > farthest,
                position: one.gate.distance > 0 ? "right" : "left",
                formatter: one.gate.distance > 0 ? "\u00bb" : "\u00ab",
                color: colors.text,
                fontSize: 14,
              },
            })),
          markLine:
            verdict === "PASS"
              ? {
                  silent: true,
                  symbol: "none",
                  label: { show: false },
                  lineStyle: { color: colors.text, type: "dashed", width: 1.5 },
                  data: [{ xAxis: 0 }],
                }
              : undefined,
        })),
      ],
    });
  });
});

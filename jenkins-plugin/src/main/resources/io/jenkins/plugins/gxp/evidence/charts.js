// SPDX-License-Identifier: MIT
/* What the charts share. Texts of tooltips are drawn, never taken for markup. */
/* exported gxpCharts */
const gxpCharts = {
  /** A colour of the theme as every canvas takes it. */
  color(name) {
    const canvas = document.createElement("canvas");
    canvas.width = 1;
    canvas.height = 1;
    const context = canvas.getContext("2d");
    const probe = document.createElement("span");
    probe.style.color = "var(" + name + ")";
    document.body.append(probe);
    context.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return "rgb(" + red + "," + green + "," + blue + ")";
  },

  colors() {
    return {
      text: gxpCharts.color("--text-color"),
      soft: gxpCharts.color("--text-color-secondary"),
      ground: gxpCharts.color("--card-background"),
      accent: gxpCharts.color("--accent-color"),
      PASS: gxpCharts.color("--success-color"),
      FAIL: gxpCharts.color("--error-color"),
      UNDECIDED: gxpCharts.color("--warning-color"),
    };
  },

  /** Verdicts differ in shape, not only in colour. */
  shapes: { PASS: "circle", FAIL: "diamond", UNDECIDED: "triangle" },

  tooltip(colors, formatter) {
    return {
      renderMode: "richText",
      confine: true,
      backgroundColor: colors.ground,
      borderColor: colors.soft,
      textStyle: { color: colors.text, fontSize: 12 },
      formatter: (params) => gxpCharts.plain(formatter(params)),
    };
  },

  /** Braces would be taken for styles of rich text. */
  plain(text) {
    return text.replaceAll("{", "(").replaceAll("|", "/").replaceAll("}", ")");
  },

  cut(text, length) {
    return text.length <= length ? text : text.slice(0, length - 1) + "\u2026";
  },

  number(value) {
    return Number(value).toPrecision(4).replace(/\.?0+$/, "");
  },

  create(element, height) {
    if (height) {
      element.style.height = height + "px";
    }
    const chart = echarts.init(element, null, { renderer: "canvas" });
    new ResizeObserver(() => chart.resize()).observe(element);
    return chart;
  },

  axis(colors) {
    return {
      axisLabel: { color: colors.soft },
      nameTextStyle: { color: colors.soft },
      axisLine: { lineStyle: { color: colors.soft } },
      splitLine: { lineStyle: { color: colors.soft, opacity: 0.2 } },
    };
  },
};

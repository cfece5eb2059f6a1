// SPDX-License-Identifier: MIT
/* The filter over the tables of gates, and the page that waits for a verification. */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".gxp-run").forEach((run) => {
    const text = run.querySelector(".gxp-filter__text");
    const verdict = run.querySelector(".gxp-filter__verdict");
    const count = run.querySelector(".gxp-filter__count");
    if (!text) {
      return;
    }
    const rows = Array.from(run.querySelectorAll("tr[data-gxp-verdict]"));
    const folded = Array.from(run.querySelectorAll("details.gxp-passed"));

    function filter() {
      const wanted = text.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach((row) => {
        const fits =
          (!verdict.value || row.dataset.gxpVerdict === verdict.value) &&
          row.dataset.gxpText.toLowerCase().includes(wanted);
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      if (wanted || verdict.value === "PASS") {
        folded.forEach((details) => {
          details.open = details.querySelector("tr[data-gxp-verdict]:not([hidden])") !== null;
        });
      }
      count.textContent =
        wanted || verdict.value ? shown + " " + count.dataset.text + " " + rows.length : "";
    }

    text.addEventListener("input", filter);
    verdict.addEventListener("change", filter);
  });

  const waiting = document.querySelector("[data-checking]");
  if (waiting) {
    const ask = () =>
      fetch(waiting.dataset.checking, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
        .then((answer) => (answer.checking ? setTimeout(ask, 2000) : location.reload()))
        .catch(() => setTimeout(ask, 10000));
    setTimeout(ask, 1000);
  }
});

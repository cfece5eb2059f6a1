/* The signature says in which time zone the signer is. */
document.addEventListener("DOMContentLoaded", () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelectorAll("input.gxp-zone").forEach((field) => {
    field.value = zone || "";
  });
});

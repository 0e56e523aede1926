(() => {
  "use strict";
  const form = document.getElementById("filter");
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const passes = document.getElementById("passes");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const rows = [...document.querySelectorAll(".findings tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    let held = 0;
    rows.forEach((row, index) => {
      const fits = (kinds.size === 0 || kinds.has(row.dataset.kind)) && wanted.every((word) => texts[index].includes(word));
      row.hidden = !fits;
      count += fits;
      held += fits && row.dataset.kind === "pass";
    });
    if (passes) {
      passes.open = held > 0 && (wanted.length > 0 || kinds.size > 0);
    }
    shown.textContent = count === rows.length ? "" : `${count} of ${rows.length}`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();

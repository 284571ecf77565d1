// Puts a button beside each field that is there to be copied; without this module the field is selected and copied by hand.
const shownFor = 2000;

for (const box of document.querySelectorAll(".copy-field")) {
  const field = box.querySelector("input");
  box.append(box.querySelector("template").content.cloneNode(true));
  const button = box.querySelector("button");
  const label = button.querySelector("[role=status]");
  const usual = label.textContent;

  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = usual; }, shownFor);
  });
}

// Puts a button beside each password that shows it; without this module it stays hidden.
for (const field of document.querySelectorAll("[data-password]")) {
  const input = field.querySelector("input");
  const group = input.parentElement;
  group.append(group.querySelector("template").content.cloneNode(true));
  const button = group.querySelector("button");
  const usual = button.textContent;

  button.addEventListener("click", () => {
    const isShown = input.type === "password";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
    button.textContent = isShown ? button.dataset.shown : usual;
    input.focus();
  });

  input.form.addEventListener("submit", () => { input.type = "password"; });
}

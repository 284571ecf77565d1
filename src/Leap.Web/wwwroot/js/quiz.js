// Saves an answer as soon as it is chosen; without this module it is saved when the reader goes on or back.
const form = document.querySelector("form[data-saves]");

form?.addEventListener("change", async () => {
  const answer = new FormData(form);
  answer.set("go", "stay");
  try {
    await fetch(form.action, { method: "POST", body: answer, redirect: "manual" });
  } catch {
    // Offline: going on sends the answer once more and says when that fails.
  }
});

// Adds "Show" to password fields and "Copy" to what is to be carried elsewhere. The pages work the same without it.
const say = (button, word) => { button.firstChild.textContent = word; };
for (const button of document.querySelectorAll('[data-show]')) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = field.type === 'password';
    field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
    say(button, shown ? 'Hide' : 'Show');
    field.focus();
  });
  field.form.addEventListener('submit', () => { field.type = 'password'; });
}
for (const button of navigator.clipboard ? document.querySelectorAll('[data-copy]') : []) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    say(button, 'Copied');
    setTimeout(() => say(button, 'Copy'), 2000);
  });
}

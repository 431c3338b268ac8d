// Passkeys are an extra: what needs them is hidden until this script finds that the browser knows them.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) return;
  for (const element of document.querySelectorAll("[data-passkey]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-no-passkey]")) element.hidden = true;
});

// Sent by allauth's script when the device, or the person, refused.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const element of document.querySelectorAll("[data-passkey-error]")) element.hidden = false;
});

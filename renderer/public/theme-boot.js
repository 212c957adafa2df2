// Runs before the first paint, as a file of its own because the policy of the page allows no inline script.
// The last theme of this window's host stands in until the settings arrive.
(() => {
  let setting = 'system';
  try {
    setting = localStorage.getItem('gantry.theme') ?? 'system';
  } catch {
    // Storage may be denied; the system's theme is right then.
  }
  const light = matchMedia('(prefers-color-scheme: light)').matches;
  const theme = setting === 'light' || setting === 'dark' ? setting : light ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
})();

// Before sign-in the theme lives in the browser. Loaded ahead of the styles, so that a dark page never flashes white.
{
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}

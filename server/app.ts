// The composition root: every domain is built once here and its dependencies are wired here.
// (being built: see the issue)

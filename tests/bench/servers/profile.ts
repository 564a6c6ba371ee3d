// Loaded into a server that is profiled: Node writes the profile when the process exits by itself.
process.on('SIGUSR2', () => process.exit());

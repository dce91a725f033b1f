// Says in one sentence that Node is too old, before anything that needs a newer one is loaded.
const needed = 24
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `Points of Light needs Node ${needed} or newer; this is Node ${process.versions.node}. ` +
      'On Linux "npm ci" brings one along: run that, see that it succeeds, then "npm start".\n',
  )
  process.exit(1)
}

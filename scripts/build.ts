import { spawnSync } from 'node:child_process'

// One place that builds everything, so that `npm ci` leaves a checkout that `npm start` only has to start.
const { status } = spawnSync('turbo', ['run', 'build', '--output-logs=errors-only', '--ui=stream'], {
  stdio: 'inherit',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' },
})
process.exit(status ?? 1)

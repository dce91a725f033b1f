// The settings as the database holds them: read once, and again when anybody has changed anything, in whatever process.
import { versionOf } from '../../platform/database/changes.ts'
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import { onceATurn } from '../../platform/web/turn.ts'
import { type OwnSettings, SETTING_NAMES, type SettingName, type Settings, settingsFrom } from './fields.ts'

export type SettingsStore = ReturnType<typeof makeSettings>

/** `config` is what holds as long as nobody has set anything else. */
export function makeSettings(db: Db, config: { SITE_NAME: string; MAIL_FROM?: string | undefined }) {
  const rows = query<Record<string, never>, { name: SettingName; value: string }>(
    db,
    'select name, value from setting order by name',
  )
  const put = command<{ name: string; value: string }>(
    db,
    'insert into setting (name, value) values (:name, :value) on conflict (name) do update set value = excluded.value',
  )
  const drop = command<{ name: string }>(db, 'delete from setting where name = :name')
  const versionThisTurn = onceATurn(() => versionOf(db))
  let kept: { version: string; settings: Settings } | undefined

  const own = (): OwnSettings =>
    Object.fromEntries(rows.all({}).map(({ name, value }) => [name, String(JSON.parse(value))]))
  return {
    own,
    now(): Settings {
      const now = versionThisTurn()
      if (kept?.version !== now) kept = { version: now, settings: settingsFrom(own(), config) }
      return kept.settings
    },
    /** Sets all of them; an empty one is as the site says by itself. Returns the names of those that changed. */
    save(values: Record<SettingName, string>): SettingName[] {
      const before = own()
      const changed = SETTING_NAMES.filter(name => (before[name] ?? '') !== values[name])
      for (const name of changed) {
        if (values[name] === '') drop.run({ name })
        else put.run({ name, value: JSON.stringify(values[name]) })
      }
      return changed
    },
  }
}

import Settings from 'lucide-solid/icons/settings'
import { createSignal, For } from 'solid-js'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Keys } from '../ui/keys.tsx'
import { Menu, MenuChoice, MenuItem, MenuLink } from '../ui/menu.tsx'
import { longWord, State } from './specimen.tsx'

const looks = ['primary', 'plain', 'quiet', 'danger'] as const

/** Every look in every state. */
export function ButtonSpecimen() {
  return (
    <For each={looks}>
      {(look) => (
        <State name={look}>
          <Button look={look}>Normal</Button>
          <Button look={look} size="small">
            Small
          </Button>
          <Button look={look} aria-disabled>
            Busy
          </Button>
          <Button look={look} disabled>
            Disabled
          </Button>
          <Button look={look}>
            <Settings size={15} aria-hidden="true" />
            With a sign
          </Button>
        </State>
      )}
    </For>
  )
}

/** A sign alone. */
export function IconButtonSpecimen() {
  return (
    <State name="a sign alone">
      <IconButton label="Settings of the gallery">
        <Settings size={18} aria-hidden="true" />
      </IconButton>
    </State>
  )
}

/** Unasked, and asked when pressed. */
export function AskFirstSpecimen() {
  const [count, setCount] = createSignal(0)
  const confirm = () => setCount(count() + 1)
  return (
    <>
      <State name={`press it: it asks (done ${count()} times)`}>
        <AskFirst label="Remove" of="the specimen" question="It is gone then, for everybody." onConfirm={confirm} />
      </State>
      <State name="busy">
        <AskFirst label="Revoke" of="the specimen" question="It ends." isBusy onConfirm={() => {}} />
      </State>
    </>
  )
}

/** Says so for a moment. */
export function CopyButtonSpecimen() {
  return (
    <State name="press it: it says so">
      <CopyButton label="Copy the specimen" text={() => 'specimen'} />
    </State>
  )
}

/** Closed, open, and with a note that has no room. */
export function DisclosureSpecimen() {
  return (
    <>
      <State name="closed">
        <Disclosure summary="Details">Only here once it is opened.</Disclosure>
      </State>
      <State name="with a note that is too long">
        <Disclosure summary="Thinking" note={longWord}>
          All of it.
        </Disclosure>
      </State>
    </>
  )
}

/** One key, and several. */
export function KeysSpecimen() {
  return (
    <>
      <State name="one">
        <Keys names={['?']} />
      </State>
      <State name="together">
        <Keys names={['Ctrl', 'Enter']} />
      </State>
    </>
  )
}

/** It opens at the right edge of the bar on top of the page. */
export function MenuSpecimen() {
  const [size, setSize] = createSignal<'small' | 'large'>('small')
  const options = (['small', 'large'] as const).map((value) => ({ value, label: value }))
  return (
    <State name="closed; it opens on the right below the bar">
      <Menu label="Menu of the gallery" icon={<Settings size={18} aria-hidden="true" />}>
        <MenuChoice label="Size" options={options} value={size()} onChange={setSize} />
        <MenuItem onChoose={() => {}}>A deed</MenuItem>
        <MenuLink href="/graphql">A way out</MenuLink>
      </Menu>
    </State>
  )
}

const named: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' }

/** What is printed on the keys that a binding wants, in the order in which they are pressed. */
export function keyNames(binding: string, isApple: boolean): readonly string[] {
  return binding.split('+').map((key) => {
    if (key === '$mod') return isApple ? '⌘' : 'Ctrl'
    return named[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  })
}

/** Whether the reader's keyboard has a ⌘. */
export const isApple = () => /mac|iphone|ipad/i.test(navigator.platform)

import { type JSX, splitProps } from 'solid-js'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-sunken disabled:text-faint',
  plain: 'border border-line bg-surface text-ink hover:border-line-strong disabled:text-faint',
  quiet: 'text-soft hover:bg-sunken hover:text-ink disabled:text-faint',
  danger:
    'border border-line bg-surface text-danger not-disabled:hover:border-danger not-disabled:hover:bg-danger-soft disabled:text-faint',
}

type ButtonProps = JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: keyof typeof looks
  size?: 'small' | 'normal'
}

/** A button with words in it. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['look', 'size', 'class'])
  const size = () => (own.size === 'small' ? 'min-h-7 px-2.5 text-[0.86rem]' : 'min-h-9 px-3.5')
  return (
    <button
      type="button"
      {...rest}
      class={`inline-flex items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap transition-colors aria-disabled:opacity-60 ${size()} ${looks[own.look ?? 'plain']} ${own.class ?? ''}`}
    />
  )
}

type IconButtonProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> & { label: string }

/** A button with a sign only; `label` is its name and its tooltip. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['label', 'class'])
  return (
    <button
      type="button"
      {...rest}
      aria-label={own.label}
      title={own.label}
      class={`inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-soft transition-colors hover:bg-sunken hover:text-ink ${own.class ?? ''}`}
    />
  )
}

import Search from 'lucide-solid/icons/search'
import type { Search as SearchState } from './create-search.ts'

type SearchFieldProps = { label: string; placeholder: string; search: SearchState }

/** A line to search with. Esc empties it. */
export function SearchField(props: SearchFieldProps) {
  return (
    <label class="relative min-w-0 flex-1 basis-56">
      <span class="sr-only">{props.label}</span>
      <Search
        size={15}
        class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
        aria-hidden="true"
      />
      <input
        type="search"
        class="input min-h-8! py-1! pl-8! text-[0.9rem]"
        placeholder={props.placeholder}
        value={props.search.typed()}
        onInput={(event) => props.search.say(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.search.say(event.currentTarget.value, 0)
          else if (event.key === 'Escape' && props.search.typed() !== '') props.search.say('', 0)
        }}
      />
    </label>
  )
}

import './ui/tokens.css'
import { render } from 'solid-js/web'
import { App } from './app/app.tsx'

const root = document.getElementById('page')
if (!root) throw new Error('index.html has no #page')
render(() => <App />, root)

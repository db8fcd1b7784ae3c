import { AppError } from './app-error.ts'

/** A value that breaks a rule, and where in the input it stands. */
export class InvalidInput extends AppError {
  readonly path: string

  constructor(path: string, message: string) {
    super('INVALID_INPUT', { message })
    this.path = path
  }
}

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Database } from './sql.ts'

/** What Prisma's client must do on either database, its statements named or not. */
export function describePrisma(db: () => Database): void {
  test('Prisma reads and writes what SQL does', async () => {
    const id = randomUUID()
    await db().query('INSERT INTO space (id, name) VALUES ($1, $2)', [id, 'team'])
    const space = await db().prisma.space.findUniqueOrThrow({ where: { id } })
    const [row] = await db().query<{ created_at: Date }>('SELECT created_at FROM space WHERE id = $1', [id])
    expect(space).toMatchObject({ id, name: 'team', createdAt: row?.created_at })

    const createdAt = new Date('2026-01-02T03:04:05.678Z')
    const principal = await db().prisma.principal.create({
      data: { id: randomUUID(), kind: 'PERSON', name: 'ann', spaceId: id, createdAt },
    })
    expect(await db().query('SELECT created_at FROM principal WHERE id = $1', [principal.id])).toEqual([
      { created_at: createdAt },
    ])
  })

  test('Prisma pages as asked, and a page that is asked for again and again is the same', async () => {
    const name = randomUUID()
    const ids = Array.from({ length: 5 }, () => randomUUID()).toSorted()
    await db().prisma.space.createMany({ data: ids.map((id) => ({ id, name })) })
    const page = async (skip: number, take: number) =>
      (await db().prisma.space.findMany({ where: { name }, orderBy: { id: 'asc' }, skip, take })).map(({ id }) => id)
    for (let n = 0; n < 8; n += 1) {
      expect(await page(0, 2)).toEqual(ids.slice(0, 2))
      expect(await page(3, 4)).toEqual(ids.slice(3))
    }
  })

  test('Prisma asks more than a hundred different things, and each is answered', async () => {
    const id = randomUUID()
    await db().query('INSERT INTO space (id, name) VALUES ($1, $2)', [id, 'asked'])
    for (let n = 1; n <= 120; n += 1) {
      const conditions = Array.from({ length: n }, () => ({ name: 'asked' }))
      const space = await db().prisma.space.findFirst({ where: { id, AND: conditions }, select: { id: true } })
      expect(space).toEqual({ id })
    }
  })
}

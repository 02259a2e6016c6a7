import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Content types of a file sent as the body itself. */
const FILE_TYPES = [
  'text/csv',
  'application/csv',
  'text/plain',
  'application/octet-stream',
  'application/vnd.ms-excel',
];

/** Files are handed to their routes unread, as a body or in a form. */
export async function acceptUploads(app: NestFastifyApplication, largestBytes: number): Promise<void> {
  await app.register(multipart, { limits: { files: 1, fileSize: largestBytes, fields: 10 } });
  const fastify = app.getHttpAdapter().getInstance();
  for (const type of FILE_TYPES) {
    fastify.addContentTypeParser(type, (_request, payload, done) => done(null, payload));
  }
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI at /docs (page) and /docs-json (document). */
export function documentApi(app: INestApplication): void {
  const description =
    'Buku besar iuran BPJS Ketenagakerjaan pekerja rentan yang ditanggung bersama (pola sedekah). ' +
    'Setiap pencatatan memerlukan `Idempotency-Key`; setiap penolakan adalah application/problem+json dengan `code` tetap.';
  const document = new DocumentBuilder()
    .setTitle('Buku besar sedekah')
    .setDescription(description)
    .setVersion('1')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document));
}

import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { MinLength } from 'class-validator';
import { Text } from '../http/fields';
import { problems } from '../http/routes';
import { ProblemBody } from '../http/problem.body';
import type { HttpRequest } from '../http/request';
import { Roles } from '../http/roles';
import { SessionThrottle } from './session-throttle';
import { Sessions, SHORTEST_PASSWORD } from './sessions';

class BeginSession {
  @Text({ max: 60, example: 'bendahara' }) userId!: string;
  @Text({ max: 500 }) password!: string;
}

class SessionBody {
  @ApiProperty({ description: 'Untuk kepala `Authorization: Bearer …`.' }) token!: string;
  @ApiProperty({ example: '2021-05-03T16:00:00.000Z' }) expiresOn!: string;
  @ApiProperty({ description: 'Kata sandi ini sekali pakai: ganti dahulu.' }) passwordChangeRequired!: boolean;
}

class ChangePassword {
  @Text({ max: 500 }) currentPassword!: string;

  @MinLength(SHORTEST_PASSWORD, { message: `paling pendek ${SHORTEST_PASSWORD} huruf` })
  @Text({ max: 500 })
  newPassword!: string;
}

class UserIdBody {
  @ApiProperty() userId!: string;
}

@ApiTags('sessions')
@ApiExtraModels(ProblemBody)
@Controller('v1/sessions')
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Post()
  @HttpCode(201)
  @Roles('anyone')
  @UseGuards(SessionThrottle)
  @ApiOperation({ summary: 'Masuk: menukar nama pengguna dan kata sandi dengan token 12 jam' })
  @ApiResponse({ status: 201, type: SessionBody, description: 'Berhasil' })
  @problems(['invalid-body', 'malformed-json', 'wrong-credentials', 'too-many-requests'])
  async begin(@Body() { userId, password }: BeginSession): Promise<SessionBody> {
    const { token, expiresOn, oneTime } = await this.sessions.begin(userId, password);
    return { token, expiresOn, passwordChangeRequired: oneTime };
  }
}

/** The only routes a user with a one-time password may use. */
@ApiTags('sessions')
@ApiExtraModels(ProblemBody)
@Controller('v1/sessions/password')
export class PasswordChangeController {
  constructor(private readonly sessions: Sessions) {}

  @Post()
  @HttpCode(200)
  @Roles('signed-in')
  @UseGuards(SessionThrottle)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Mengganti kata sandi sendiri' })
  @ApiResponse({ status: 200, type: UserIdBody, description: 'Berhasil' })
  @problems(['invalid-body', 'malformed-json', 'unauthenticated', 'wrong-credentials', 'too-many-requests'])
  async change(@Body() body: ChangePassword, @Req() request: HttpRequest): Promise<UserIdBody> {
    const userId = request.user as string;
    await this.sessions.changePassword(userId, body.currentPassword, body.newPassword);
    return { userId };
  }
}

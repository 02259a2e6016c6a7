import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { CreateUser } from './create-user';
import { GrantRole } from './grant-role';

class UserIdBody {
  @ApiProperty() userId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['admin'],
    summary: 'Membuat pengguna dengan kata sandi sekali pakai',
    oneStream: true,
    answers: UserIdBody,
    refusals: ['user-exists'],
  })
  create(@Body() body: CreateUser, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Post(':userId/roles')
  @Write({
    roles: ['admin'],
    summary: 'Memberi peran',
    oneStream: true,
    answers: UserIdBody,
    refusals: ['not-found', 'role-already-granted'],
  })
  grant(@Param('userId') userId: string, @Body() body: GrantRole, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { userId }));
  }
}

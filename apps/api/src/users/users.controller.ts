import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ROLES, type Role } from '@sedekah/ledger';
import { listUsers } from '@sedekah/read-model';
import { CurrentCall, type Call } from '../http/call';
import { OneOf, Text } from '../http/fields';
import { listOf } from '../http/list.body';
import { Read, Write } from '../http/routes';
import { Queries } from '../read-model/queries';
import { AskPage } from '../read-model/questions';
import { CreateUser } from './create-user';
import { GrantRole } from './grant-role';
import { RevokeRole } from './revoke-role';

class UserIdBody {
  @ApiProperty() userId!: string;
  @ApiProperty() position!: string;
}

class UserBody {
  @ApiProperty() userId!: string;
  @ApiProperty() createdOn!: string;
  @ApiProperty({ enum: ROLES, isArray: true }) roles!: Role[];
}

class RolePath {
  @Text() userId!: string;
  @OneOf(ROLES) role!: Role;
}

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: Queries,
  ) {}

  @Get()
  @Read({ roles: ['admin', 'auditor', 'prosecutor'], summary: 'Pengguna dan perannya', answers: listOf(UserBody) })
  list(@Query() question: AskPage) {
    return this.queries.ask((db) => listUsers(db, question.page()));
  }

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

  @Post(':userId/roles/:role/revocation')
  @Write({
    roles: ['admin'],
    summary: 'Mencabut peran; berlaku seketika',
    oneStream: true,
    answers: UserIdBody,
    refusals: ['not-found', 'role-not-granted', 'last-admin', 'invalid-query', 'read-model-behind'],
  })
  revoke(@Param() { userId, role }: RolePath, @Body() body: RevokeRole, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { userId, role }));
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RULES, tariffDecider, TARIFF_STREAM_ID, type RuleName } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Count, Day, Flag, OneOf, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class PublishRule extends LedgerCommand<{ rule: RuleName }> {
  @OneOf(RULES) rule!: RuleName;
  @Count({ example: 65 }) value!: number;
  @Day({ description: 'Berlaku mulai.' }) from!: string;
  @Text({ max: 500, description: 'Peraturan dan pasalnya.' }) citation!: string;
  @Flag({ optional: true }) needsChecking?: boolean;
}

@CommandHandler(PublishRule)
export class PublishRuleHandler implements ICommandHandler<PublishRule> {
  constructor(private readonly ledger: Ledger) {}

  execute(body: PublishRule) {
    const command = { type: 'PublishRule', rule: body.terms() } as const;
    const { call, rule } = body;
    return this.ledger.write(tariffDecider, TARIFF_STREAM_ID, command, call, { rule });
  }
}

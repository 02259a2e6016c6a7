import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { Server, ServerCredentials } from '@grpc/grpc-js';

type Answer = (error: null, cluster: ClusterInfo) => void;

/** Tells clients of a cluster with one node, and whether that one leads. */
export class GossipDouble {
  hasLeader = true;
  private readonly server = new Server();
  private listensOn = 0;

  constructor(private readonly nodePort: number) {}

  get port(): number {
    return this.listensOn;
  }

  async start(): Promise<void> {
    const read = (_: unknown, answer: Answer) => answer(null, this.cluster());
    // The generated service and grpc-js disagree on types, not on values.
    this.server.addService(GossipService as never, { read } as never);
    this.listensOn = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private cluster(): ClusterInfo {
    const { LEADER, UNKNOWN } = MemberInfo.VNodeState;
    const id = new UUID();
    id.setString('00000000-0000-0000-0000-000000000001');
    const place = new EndPoint();
    place.setAddress('127.0.0.1');
    place.setPort(this.nodePort);
    const member = new MemberInfo();
    member.setInstanceId(id);
    member.setTimeStamp('1');
    member.setState(this.hasLeader ? LEADER : UNKNOWN);
    member.setIsAlive(true);
    member.setHttpEndPoint(place);
    const cluster = new ClusterInfo();
    cluster.setMembersList([member]);
    return cluster;
  }
}

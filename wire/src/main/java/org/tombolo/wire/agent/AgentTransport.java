package org.tombolo.wire.agent;

/// The way to one agent: in this process, or (later) over a connection.
///
/// Blocks until the answer is there; may be called from any thread, several at once. An agent that cannot be reached is
/// a [org.tombolo.model.TomboloException] with `UNREACHABLE`; one that refuses answers [AgentAnswer.Failed].
public interface AgentTransport {
    AgentAnswer ask(AgentRequest request);
}

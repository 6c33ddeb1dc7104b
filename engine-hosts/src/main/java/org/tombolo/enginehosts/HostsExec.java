package org.tombolo.enginehosts;

import java.time.Duration;
import org.tombolo.engine.Exec;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.ExecPiece;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentRequest;

/// A command inside an attempt, by messages to the agent that runs it.
record HostsExec(String id, Asking agent) implements Exec {
    /// The way to the agent.
    interface Asking {
        <T extends AgentAnswer> T ask(AgentRequest request, Class<T> expected);
    }

    @Override
    public ExecPiece read(long offset, Duration atMost) {
        return agent.ask(new AgentRequest.ReadExec(id, offset, atMost), AgentAnswer.ExecOutput.class)
                .piece();
    }

    @Override
    public long write(long offset, byte[] bytes, boolean end) {
        return agent.ask(new AgentRequest.WriteExec(id, offset, bytes, end), AgentAnswer.ExecTaken.class)
                .next();
    }

    @Override
    public void resize(ExecOrder.Size size) {
        agent.ask(new AgentRequest.ResizeExec(id, size), AgentAnswer.Done.class);
    }

    @Override
    public void end() {
        agent.ask(new AgentRequest.EndExec(id), AgentAnswer.Done.class);
    }
}

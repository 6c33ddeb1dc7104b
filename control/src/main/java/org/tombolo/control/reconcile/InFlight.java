package org.tombolo.control.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.tombolo.engine.Batch;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;

/// The calls to one site that have not come back, and the attempts that they are about: nothing else is asked of such
/// an attempt meanwhile, but to stop.
final class InFlight {
    private final SiteId site;
    private final LinkedHashMap<Long, Call> calls = new LinkedHashMap<>();
    private final LinkedHashSet<AttemptId> busy = new LinkedHashSet<>();
    private final List<Issued> fresh = new ArrayList<>();
    private long numbers;

    /// @param epoch of the lease: calls of different epochs have different numbers
    InFlight(SiteId site, long epoch) {
        this.site = site;
        this.numbers = epoch << 32;
    }

    void issue(Call call) {
        var issued = new Issued(++numbers, site, call);
        calls.put(issued.number(), call);
        busy.addAll(attempts(call));
        fresh.add(issued);
    }

    /// What was issued since this was last called.
    List<Issued> takeIssued() {
        var taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    /// @return false for a call of an earlier process, or one that came back before
    boolean returned(Issued issued) {
        var call = calls.remove(issued.number());
        if (call == null) {
            return false;
        }
        attempts(call).forEach(busy::remove);
        return true;
    }

    boolean isBusy(AttemptId attempt) {
        return busy.contains(attempt);
    }

    boolean none(Class<? extends Call> kind) {
        return count(kind) == 0;
    }

    int count(Class<? extends Call> kind) {
        int count = 0;
        for (var call : calls.values()) { // six times a step
            if (kind.isInstance(call)) {
                count++;
            }
        }
        return count;
    }

    int size() {
        return calls.size();
    }

    private static List<AttemptId> attempts(Call call) {
        return switch (call) {
            case Call.Submit(var batch) ->
                batch.members().stream().map(Batch.Member::attempt).toList();
            case Call.Find(var asked) -> asked;
            case Call.Forget(var asked) -> asked;
            case Call.Describe _, Call.Observe _, Call.Stop _, Call.Remove _ -> List.of();
        };
    }
}

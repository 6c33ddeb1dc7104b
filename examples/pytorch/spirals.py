"""Three arms of a spiral in the plane, told apart by a small net."""
import argparse
import math
import os
import sys

import torch
from torch import nn

CHECKPOINT = "/data/checkpoint.pt"
ARMS = 3


def points(count, seed):
    chance = torch.Generator().manual_seed(seed)
    arm = torch.randint(ARMS, (count,), generator=chance)
    way = torch.rand(count, generator=chance)
    angle = 4 * way + 2 * math.pi / ARMS * arm + 0.1 * torch.randn(count, generator=chance)
    return torch.stack([way * angle.cos(), way * angle.sin()], dim=1), arm


def net():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(2, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, ARMS))


def held_out(model):
    place, arm = points(2000, seed=2)
    with torch.no_grad():
        said = model(place)
    return nn.functional.cross_entropy(said, arm).item(), (said.argmax(dim=1) == arm).float().mean().item()


def save(state):
    """Whole or not at all: who is stopped while it writes leaves the one before."""
    torch.save(state, CHECKPOINT + ".part")
    os.replace(CHECKPOINT + ".part", CHECKPOINT)


def train(epochs, break_at):
    model = net()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    first, before = 0, held_out(model)[0]
    if os.path.exists(CHECKPOINT):
        known = torch.load(CHECKPOINT)
        model.load_state_dict(known["model"])
        optimizer.load_state_dict(known["optimizer"])
        first, before = known["epoch"], known["before"]
        print(f"goes on behind epoch {first}")
    place, arm = points(6000, seed=3)
    for epoch in range(first, epochs):
        order = torch.randperm(len(arm), generator=torch.Generator().manual_seed(epoch))
        for batch in order.split(100):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(place[batch]), arm[batch]).backward()
            optimizer.step()
        done = epoch + 1
        save({"epoch": done, "before": before, "model": model.state_dict(), "optimizer": optimizer.state_dict()})
        if done % 10 == 0 or done == epochs:
            print(f"epoch {done}: held-out loss {held_out(model)[0]:.4f}", flush=True)
        if done == break_at and first < break_at:
            sys.exit("broken off, as asked")


def judge():
    model, known = net(), torch.load(CHECKPOINT)
    model.load_state_dict(known["model"])
    loss, right = held_out(model)
    print(f"held-out loss: {known['before']:.4f} before, {loss:.4f} after {known['epoch']} epochs; {right:.1%} right")
    if loss > known["before"] / 2 or right < 0.9:
        sys.exit("the net has learnt too little")


if __name__ == "__main__":
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    asked = argparse.ArgumentParser()
    asked.add_argument("what", choices=["train", "judge"])
    asked.add_argument("--epochs", type=int, default=40)
    asked.add_argument("--break-at", type=int, default=0)
    options = asked.parse_args()
    train(options.epochs, options.break_at) if options.what == "train" else judge()

package org.tombolo.control.state;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.state.Entity;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.Project;
import org.tombolo.model.state.Request;
import org.tombolo.model.state.Secret;
import org.tombolo.model.state.Token;
import org.tombolo.model.state.User;

/// Projects, users, members, tokens, names of secrets, and the requests that were answered.
public final class Directory {
    /// How long the answer to a request is kept.
    public static final Duration KEEP_ANSWERS = Duration.ofDays(1);

    private final TreeMap<ProjectId, Project> projects = new TreeMap<>();
    private final TreeMap<UserId, User> users = new TreeMap<>();
    private final TreeMap<ProjectId, TreeMap<UserId, Member>> members = new TreeMap<>();
    private final TreeMap<String, Token> tokens = new TreeMap<>();
    private final TreeMap<String, Token> tokensByHash = new TreeMap<>();
    private final TreeMap<SecretId, Secret> secrets = new TreeMap<>();
    private final LinkedHashMap<String, Request> requests = new LinkedHashMap<>();

    public Optional<Project> project(ProjectId id) {
        return Optional.ofNullable(projects.get(id));
    }

    public List<Project> projects() {
        return List.copyOf(projects.values());
    }

    public Optional<User> user(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    public List<User> users() {
        return List.copyOf(users.values());
    }

    public List<Member> members(ProjectId project) {
        return List.copyOf(members.getOrDefault(project, new TreeMap<>()).values());
    }

    public Optional<Member> member(ProjectId project, UserId user) {
        return Optional.ofNullable(
                members.getOrDefault(project, new TreeMap<>()).get(user));
    }

    public Optional<Token> token(String name) {
        return Optional.ofNullable(tokens.get(name));
    }

    public Optional<Token> tokenByHash(String sha256) {
        return Optional.ofNullable(tokensByHash.get(sha256));
    }

    public List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    public Optional<Secret> secret(SecretId id) {
        return Optional.ofNullable(secrets.get(id));
    }

    public List<Secret> secrets() {
        return List.copyOf(secrets.values());
    }

    public Optional<Request> request(String id) {
        return Optional.ofNullable(requests.get(id));
    }

    void put(Project project) {
        projects.put(project.id(), project);
    }

    void put(User user) {
        users.put(user.id(), user);
    }

    void put(Member member) {
        members.computeIfAbsent(member.project(), _ -> new TreeMap<>()).put(member.user(), member);
    }

    void put(Token token) {
        tokens.put(token.name(), token);
        tokensByHash.put(token.sha256(), token);
    }

    void put(Secret secret) {
        secrets.put(secret.id(), secret);
    }

    void put(Request request) {
        requests.put(request.id(), request);
    }

    void removeMember(ProjectId project, UserId user) {
        members.getOrDefault(project, new TreeMap<>()).remove(user);
    }

    void removeToken(String name) {
        var token = tokens.remove(name);
        if (token != null) {
            tokensByHash.remove(token.sha256());
        }
    }

    void removeSecret(SecretId id) {
        secrets.remove(id);
    }

    void removeRequest(String id) {
        requests.remove(id);
    }

    void entities(List<Entity> into) {
        into.addAll(projects.values());
        into.addAll(users.values());
        members.values().forEach(ofProject -> into.addAll(ofProject.values()));
        into.addAll(tokens.values());
        into.addAll(secrets.values());
        into.addAll(requests.values());
    }
}

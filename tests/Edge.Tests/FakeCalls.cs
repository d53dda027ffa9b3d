using System.Buffers;
using System.Collections.Concurrent;
using Sekisho.Inspect;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Vault.LogIn;

namespace Sekisho.Edge.Tests;

/// <summary>The other roles, in memory: each call has a function that a test can replace.</summary>
internal sealed class FakeCalls : ICallClient
{
    private readonly ConcurrentQueue<(AcceptRequest Request, byte[] Content)> _accepted = new();
    private readonly ConcurrentQueue<(InspectRequest Request, byte[] Content)> _inspected = new();
    private readonly ConcurrentQueue<RefusedRequest> _refused = new();

    public Func<InspectRequest, CancellationToken, ValueTask<Verdict>> Inspect { get; set; } =
        (_, _) => ValueTask.FromResult(new Verdict { Disposition = Disposition.Accept });

    public Func<AcceptRequest, CancellationToken, ValueTask<AcceptReply>> Accept { get; set; } = (_, _) => ValueTask.FromResult(new AcceptReply(false));

    public Func<ResolveRequest, Resolution> Resolve { get; set; } = Directory;

    public Func<LogInRequest, LogInReply> LogIn { get; set; } = request =>
        request is { Address: "tarou@here.example", Password: "secret" }
            ? new LogInReply { Result = LogInResult.Granted, Account = request.Address, Tenant = 1 }
            : new LogInReply { Result = LogInResult.Refused };

    public IReadOnlyList<(AcceptRequest Request, byte[] Content)> Accepted => [.. _accepted];

    public IReadOnlyList<(InspectRequest Request, byte[] Content)> Inspected => [.. _inspected];

    public Action<RefusedRequest> RecordRefusal { get; set; } = _ => { };

    public IReadOnlyList<RefusedRequest> Refused => [.. _refused];

    public int Resolved { get; private set; }

    /// <summary>The rebuilt message; null for nothing to take out.</summary>
    public Func<DisarmRequest, byte[], byte[]?> Disarm { get; set; } = (_, _) => null;

    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        var rebuilt = Disarm(Assert.IsType<DisarmRequest>(request), content.ToArray());
        object reply = new DisarmReply(rebuilt is null ? [] : [new DisarmChange("part 1", "page", "script")]);
        return ValueTask.FromResult(new ContentReply<TReply>((TReply)reply, new MemoryStream(rebuilt ?? []), () => ValueTask.CompletedTask));
    }

    public static CallException Failure(CallFailure failure) => new(failure, "as the test wants it");

    public async ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        object reply = request switch
        {
            InspectRequest inspect => await InspectAsync(inspect, content.ToArray(), cancellation),
            RefusedRequest refused => Refuse(refused),
            AcceptRequest accept => await AcceptAsync(accept, content.ToArray(), cancellation),
            ResolveRequest resolve => Count(Resolve(resolve)),
            LogInRequest logIn => LogIn(logIn),
            _ => throw new InvalidOperationException($"No test expects {call.Name}."),
        };
        return (TReply)reply;
    }

    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        throw new InvalidOperationException($"No test expects {call.Name}.");

    private static Resolution Directory(ResolveRequest request) =>
        request.Address.EndsWith("@here.example", StringComparison.Ordinal)
            ? request.Address.StartsWith("nobody", StringComparison.Ordinal)
                ? new Resolution(ResolutionResult.UnknownMailbox, 1)
                : new Resolution(ResolutionResult.Known, 1)
            : request.Account is null
                ? new Resolution(ResolutionResult.NotOurs, 0)
                : new Resolution(ResolutionResult.Known, 1);

    private Resolution Count(Resolution resolution)
    {
        Resolved++;
        return resolution;
    }

    private async ValueTask<Verdict> InspectAsync(InspectRequest request, byte[] content, CancellationToken cancellation)
    {
        _inspected.Enqueue((request, content));
        return await Inspect(request, cancellation);
    }

    private async ValueTask<AcceptReply> AcceptAsync(AcceptRequest request, byte[] content, CancellationToken cancellation)
    {
        var reply = await Accept(request, cancellation);
        _accepted.Enqueue((request, content));
        return reply;
    }

    private Nothing Refuse(RefusedRequest request)
    {
        RecordRefusal(request);
        _refused.Enqueue(request);
        return Nothing.Value;
    }
}

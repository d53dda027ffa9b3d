using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Bytes;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls.Server;

/// <summary>
/// Answers the calls of one role on its Unix socket. For every request, in this order: who is it (the token), what
/// is asked (the path), may it (the role table), is there room (the cap), is it within its limits (the call) – and
/// only then is a byte of it read.
/// </summary>
internal sealed class CallServer : IHttpApplication<IFeatureCollection>, IAsyncDisposable
{
    private readonly CallServerOptions _options;
    private readonly FrozenDictionary<string, CallEndpoint> _endpoints;
    private readonly ILogger _log;
    private readonly ByteBudget _requestBytes;
    private readonly WebApplication _kestrelOwner;
    private readonly IServer _kestrel;
    private int _underWay;

    public CallServer(CallServerOptions options, CallRegistry registry)
    {
        _options = options;
        _endpoints = registry.Freeze();
        _log = options.Logs.CreateLogger("calls");
        _requestBytes = new ByteBudget(options.MaxRequestBytesTogether);
        // The bare server without host, configuration or routing; the builder is only there because it alone can
        // give Kestrel its pool of pinned memory.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(options.Logs);
        builder.Services.Configure<KestrelServerOptions>(Configure);
        // As many may wait to be let in as may be let in; the kernel's own limit may be lower (net.core.somaxconn).
        builder.Services.Configure<SocketTransportOptions>(transport =>
        {
            transport.Backlog = options.MaxConnections;
            // Reading, handling and sending on one thread: three changes of thread fewer a call. What calculates for long yields first.
            transport.UnsafePreferInlineScheduling = true;
        });
        builder.WebHost.UseKestrelCore();
        _kestrelOwner = builder.Build();
        _kestrel = _kestrelOwner.Services.GetRequiredService<IServer>();
    }

    /// <summary>How many calls are under way, health calls not counted.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Binds the socket, over a stale one if need be, and answers from now on.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        File.Delete(_options.SocketPath);
        await _kestrel.StartAsync(this, cancellation);
        // The folder is closed to others already; this is the second lock on the same door.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (_options.IsForGroup) mode |= UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(_options.SocketPath, mode);
    }

    /// <summary>Takes no new calls and ends those under way; when <paramref name="hurry"/> is set, drops the rest.</summary>
    public Task StopAsync(CancellationToken hurry) => _kestrel.StopAsync(hurry);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _kestrel.StopAsync(now.Token);
        await _kestrelOwner.DisposeAsync();
    }

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        if (_options.Callers.Find(request.Headers.Authorization) is not { } caller)
        {
            Log.UnknownCaller(_log, request.Path);
            return RefuseAsync(context, CallFailure.NotAllowed, "The call token is unknown.");
        }

        var name = request.Path.Length > Wire.CallWire.PathPrefix.Length ? request.Path[Wire.CallWire.PathPrefix.Length..] : "";
        if (!_endpoints.TryGetValue(request.Path, out var endpoint))
            return AnswerUnknownAsync(context, caller.Role, name);
        if (!RoleTable.MayCall(caller.Role, endpoint.Name))
            return RefuseNotAllowedAsync(context, caller.Role, endpoint.Name);
        if (endpoint.Name == RoleTable.HealthCall) return AnswerAsync(context, endpoint, caller);
        return AnswerCountedAsync(context, endpoint, caller);
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null; // each call has its own limit
        kestrel.Limits.MaxRequestLineSize = 512;
        kestrel.Limits.MaxRequestHeaderCount = 16;
        kestrel.Limits.MaxRequestHeadersTotalSize = 2048;
        kestrel.Limits.MaxConcurrentConnections = _options.MaxConnections;
        // A reader or writer may be slow for good reasons (a slow remote server): the call's own time ends it.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // The caller closes what is idle. Were the callee to do so, a call could fall into the gap.
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        kestrel.ListenUnixSocket(_options.SocketPath, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private async Task AnswerCountedAsync(IFeatureCollection context, CallEndpoint endpoint, KnownCaller caller)
    {
        try
        {
            if (Interlocked.Increment(ref _underWay) > _options.MaxCalls)
            {
                Log.Overloaded(_log, endpoint.Name, _options.MaxCalls);
                await RefuseAsync(context, CallFailure.Overloaded, $"{endpoint.Name}: {_options.MaxCalls} calls are under way already.");
                return;
            }

            await AnswerAsync(context, endpoint, caller);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task AnswerAsync(IFeatureCollection context, CallEndpoint endpoint, KnownCaller caller)
    {
        using var exchange = new CallExchange(context, endpoint, caller, _requestBytes, _options.Clock);
        try
        {
            await endpoint.AnswerAsync(exchange);
        }
        catch (Exception problem)
        {
            await TellAsync(context, exchange, endpoint, caller.Role, problem);
        }
    }

    private async Task TellAsync(IFeatureCollection context, CallExchange exchange, CallEndpoint endpoint, RoleKind caller, Exception problem)
    {
        var callerGone = context.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted.IsCancellationRequested;
        if (callerGone || exchange.HasReplied)
        {
            if (callerGone) Log.CallerGone(_log, endpoint.Name, RoleTable.NameOf(caller));
            else Log.ReplyBroken(_log, endpoint.Name, RoleTable.NameOf(caller), problem);
            // Half a reply must not look like a whole one.
            context.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
            return;
        }

        switch (problem)
        {
            case CallException { Failure: CallFailure.Rejected or CallFailure.Overloaded or CallFailure.TooLarge } no:
                await exchange.FailAsync(no.Failure, no.Message);
                break;
            case OperationCanceledException when exchange.Aborted.IsCancellationRequested:
                Log.TimeOver(_log, endpoint.Name, RoleTable.NameOf(caller), endpoint.Timeout.TotalSeconds);
                await exchange.FailAsync(CallFailure.TimedOut, $"{endpoint.Name}: not done in {endpoint.Timeout.TotalSeconds:0.#} seconds.");
                break;
            default:
                Log.Faulted(_log, endpoint.Name, RoleTable.NameOf(caller), problem);
                await exchange.FailAsync(CallFailure.Faulted, $"{endpoint.Name}: failed; the log of {_options.InstanceName} says how.");
                break;
        }
    }

    private Task AnswerUnknownAsync(IFeatureCollection context, RoleKind caller, string name)
    {
        // An unknown call is first of all one that is not allowed: nothing is told about what exists.
        if (!RoleTable.MayCall(caller, name)) return RefuseNotAllowedAsync(context, caller, name);
        Log.NotAnswered(_log, name);
        return RefuseAsync(context, CallFailure.Faulted, $"{name}: {_options.InstanceName} does not answer this call.");
    }

    private Task RefuseNotAllowedAsync(IFeatureCollection context, RoleKind caller, string name)
    {
        Log.NotAllowed(_log, RoleTable.NameOf(caller), name);
        return RefuseAsync(context, CallFailure.NotAllowed, $"The role table does not allow {RoleTable.NameOf(caller)} the call {name}.");
    }

    private static Task RefuseAsync(IFeatureCollection context, CallFailure failure, string message) =>
        CallExchange.WriteFailureAsync(context, failure, message, closes: true);
}

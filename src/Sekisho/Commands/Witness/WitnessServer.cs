using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Sekisho.TransparencyLog.Witnessing;

namespace Sekisho.Commands.Witness;

/// <summary>The HTTP side of a witness: one path, one method, small bodies.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    /// <summary>More clients at one time are turned away: a witness has few logs.</summary>
    private const int MaxConnections = 100;

    private readonly WebApplication _app;

    private WitnessServer(WebApplication app) => _app = app;

    /// <summary>Where it serves: host:port.</summary>
    public string Listen => new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Authority;

    /// <summary>Begins to serve.</summary>
    /// <param name="address">Where; port 0 for any.</param>
    /// <param name="witness">What answers.</param>
    /// <param name="note">Told of every request and of failures, a line each.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<WitnessServer> StartAsync(IPEndPoint address, TransparencyLog.Witnessing.Witness witness, Action<string> note, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = AddCheckpointRequest.MaxBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Listen(address);
        });
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, witness, note));
        await app.StartAsync(cancellation);
        return new WitnessServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, TransparencyLog.Witnessing.Witness witness, Action<string> note)
    {
        var reply = await ReplyAsync(context.Request, witness, note);
        note($"{context.Request.Method} {context.Request.Path} {reply.Status}");
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(reply.Body), context.RequestAborted);
    }

    private static async Task<WitnessReply> ReplyAsync(HttpRequest request, TransparencyLog.Witnessing.Witness witness, Action<string> note)
    {
        if (request.Path != "/add-checkpoint") return new WitnessReply(404, "There is only /add-checkpoint.\n", "text/plain");
        if (!HttpMethods.IsPost(request.Method)) return new WitnessReply(405, "Use POST.\n", "text/plain");
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return witness.AddCheckpoint(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (BadHttpRequestException problem)
        {
            return new WitnessReply(problem.StatusCode, problem.Message + "\n", "text/plain");
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            note("The witness's memory failed, nothing was cosigned: " + problem.Message);
            return new WitnessReply(500, "The witness's memory failed.\n", "text/plain");
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Sekisho.Deliver.Reporting;

/// <summary>
/// Posts TLS reports (RFC 8460 §5.4). Who takes them is named by strangers: a certificate is asked for although the standard
/// would do without (§3), so that no service of a private network can be made to take them; of the answer only the status is read.
/// </summary>
/// <param name="http">The client; requests have no time-out of its own.</param>
/// <param name="clock">The clock of the deadline.</param>
internal sealed class PostReports(HttpClient http, TimeProvider clock) : IPostReports, IDisposable
{
    /// <summary>How long one posting may take: a server that hangs must not keep the reports of others.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<PostOutcome> PostAsync(Uri to, ReadOnlyMemory<byte> report, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ReadOnlyMemoryContent(report) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/tlsrpt+gzip");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return Of(response.StatusCode, to);
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new PostOutcome(false, true, $"{to.Host} did not take it in time");
        }
        catch (HttpRequestException failed) when (failed.InnerException is AuthenticationException)
        {
            return new PostOutcome(false, true, $"{to.Host} has no valid certificate");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException)
        {
            return new PostOutcome(false, true, $"{to.Host} cannot be reached: {(failed.InnerException is SocketException inner ? inner.Message : failed.Message)}");
        }
    }

    public void Dispose() => http.Dispose();

    private static PostOutcome Of(HttpStatusCode status, Uri to)
    {
        var code = (int)status;
        if (code is >= 200 and < 300) return PostOutcome.Taken;
        var mayTryAgain = code >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
        return new PostOutcome(false, mayTryAgain, FormattableString.Invariant($"{to.Host} answers {code}"));
    }
}

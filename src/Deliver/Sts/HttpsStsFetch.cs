using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Deliver.Https;
using Sekisho.Deliver.Security;
using Sekisho.Dns;
using Sekisho.MailAuth.MtaSts;

namespace Sekisho.Deliver.Sts;

/// <summary>
/// Fetches policy files over HTTPS (RFC 8461 §3.3): the certificate is valid for mta-sts.DOMAIN, nothing is redirected,
/// nothing comes from a cache, no proxy and no cookies; the file is short, plain text, and here in time.
/// </summary>
internal sealed class HttpsStsFetch : IStsFetch, IDisposable
{
    private const string Path = "/.well-known/mta-sts.txt";

    /// <summary>Files that are fetched at one time.</summary>
    private const int MaxFetches = 16;

    private readonly DeliverOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _slots = new(MaxFetches);

    public HttpsStsFetch(IDnsResolver dns, DeliverOptions options, X509Certificate2Collection? roots, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _http = OwnHttps.Client(dns, options, roots);
    }

    /// <inheritdoc/>
    public async Task<StsFetched> FetchAsync(string domain, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(_options.StsFetchSeconds), _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _slots.WaitAsync(both.Token);
            try
            {
                return await GetAsync(domain, both.Token);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, "It did not come in time.");
        }
        catch (HttpRequestException failed) when (failed.InnerException is AuthenticationException refused)
        {
            return StsFetched.Failed(TlsFailureTypes.StsWebPkiInvalid, refused.Message);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException)
        {
            return StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, failed.InnerException is SocketException inner ? inner.Message : failed.Message);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }

    private async Task<StsFetched> GetAsync(string domain, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(FormattableString.Invariant($"https://mta-sts.{domain}:{_options.StsPort}{Path}"), UriKind.Absolute, out var address))
            return StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, "The domain is no host name.");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
            return StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, FormattableString.Invariant($"The server answers {(int)response.StatusCode}."));
        // RFC 8461 §3.3: otherwise a web server that shows what its users upload could publish policies for them.
        if (!string.Equals(response.Content.Headers.ContentType?.MediaType, "text/plain", StringComparison.OrdinalIgnoreCase))
            return StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, "The file is not text/plain.");
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[StsPolicyReader.MaxBytes + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return read > StsPolicyReader.MaxBytes
            ? StsFetched.Failed(TlsFailureTypes.StsPolicyInvalid, FormattableString.Invariant($"The file is longer than {StsPolicyReader.MaxBytes} bytes."))
            : new StsFetched(bytes[..read], null, null);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sessions;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Sasl;

/// <summary>One AUTH command and what follows it (RFC 4954 §4).</summary>
internal sealed class LogInExchange(ServerDialogue dialogue, SmtpClientOptions options, ISaslClient sasl)
{
    /// <summary>No mechanism has more; a server that asks for ever holds a connection for ever.</summary>
    private const int MostChallenges = 4;

    /// <summary>Runs it.</summary>
    /// <returns>Null for success.</returns>
    public async ValueTask<SmtpFailure?> RunAsync(CancellationToken cancellation)
    {
        var first = await sasl.FirstAsync(cancellation);
        // RFC 4954 §4: "=" is an initial response of no bytes.
        var reply = await SayAsync($"AUTH {sasl.Mechanism}{(first is null ? "" : first.Length == 0 ? " =" : " ")}", first, cancellation);
        for (var challenges = 0; reply is { Code: 334 }; challenges++)
        {
            var challenge = Decode(string.Concat(reply.Lines));
            var answer = challenge is null || challenges >= MostChallenges ? null : await sasl.AnswerAsync(challenge, cancellation);
            if (answer is null)
            {
                // RFC 4954 §4: "*" breaks off; the server refuses then, which is not the reason.
                await SayAsync("*", null, cancellation);
                return Failed("the server's part of the exchange is not right: it may not know the password");
            }

            reply = await SayAsync("", answer, cancellation);
        }

        if (reply is null) return new SmtpFailure(SmtpStage.LogIn, dialogue.Broken, ClientReplies.Of(dialogue.Broken, SmtpStage.LogIn));
        if (reply.Code != 235) return Failed($"the server refuses ({reply.Code}{(reply.Enhanced is { } enhanced ? $" {enhanced}" : "")})");
        return sasl.IsServerProven ? null : Failed("the server says yes without having proven that it knows the password");
    }

    /// <summary>Without the server's own words: they may repeat what was said to it.</summary>
    private static SmtpFailure Failed(string why) => new(SmtpStage.LogIn, SmtpProblem.LogInFailed, SmtpReply.Of(454, "4.7.0", why));

    private async ValueTask<SmtpReply?> SayAsync(string words, byte[]? bytes, CancellationToken cancellation)
    {
        var line = new byte[words.Length + Base64.GetMaxEncodedToUtf8Length(bytes?.Length ?? 0) + 2];
        try
        {
            var length = Encoding.ASCII.GetBytes(words, line);
            if (bytes is not null)
            {
                Base64.EncodeToUtf8(bytes, line.AsSpan(length), out _, out var written);
                CryptographicOperations.ZeroMemory(bytes);
                length += written;
            }

            "\r\n"u8.CopyTo(line.AsSpan(length));
            return await dialogue.WriteAsync(line.AsMemory(0, length + 2), options.Timeouts.Hello, cancellation)
                ? await dialogue.ReadReplyAsync(options.Timeouts.Hello, cancellation)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
        }
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}

using Sekisho.Smtp.Client.Sessions;
using Sekisho.Smtp.Envelopes;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>Writes MAIL and RCPT with the parameters that the server understands.</summary>
internal static class EnvelopeCommands
{
    public static void Mail(CommandBuffer output, Envelope envelope, long contentBytes, TransferPlan plan, ServerExtensions server)
    {
        output.Add("MAIL FROM:<").Add(Form(envelope.ReversePath, plan)).Add(">");
        if (server.Size) output.Add(" SIZE=").Add(contentBytes);
        if (plan.Binary) output.Add(" BODY=BINARYMIME");
        else if (plan.EightBit) output.Add(" BODY=8BITMIME");
        if (plan.Utf8) output.Add(" SMTPUTF8");
        if (envelope.RequireTls) output.Add(" REQUIRETLS");
        if (server.Dsn)
        {
            // RFC 3461 §4.3, §4.4
            if (envelope.Return != DsnReturn.Unspecified) output.Add(envelope.Return == DsnReturn.Full ? " RET=FULL" : " RET=HDRS");
            if (envelope.EnvelopeId is { Length: > 0 and <= 100 } id) output.Add(" ENVID=").AddXtext(id);
        }

        output.EndLine();
    }

    public static void Recipient(CommandBuffer output, EnvelopeRecipient recipient, TransferPlan plan, ServerExtensions server)
    {
        output.Add("RCPT TO:<").Add(Form(recipient.Address, plan)).Add(">");
        if (server.Dsn)
        {
            if (recipient.Notify != DsnNotify.Unspecified) output.Add(" NOTIFY=").Add(Words(recipient.Notify));
            Original(output, recipient.OriginalRecipient);
        }

        output.EndLine();
    }

    private static string Form(string address, TransferPlan plan) => plan.Utf8 ? address : AddressForm.ToAscii(address)!;

    // RFC 3461 §4.1: NEVER stands alone.
    private static string Words(DsnNotify notify) =>
        notify.HasFlag(DsnNotify.Never)
            ? "NEVER"
            : string.Join(',', new[] { (DsnNotify.Success, "SUCCESS"), (DsnNotify.Failure, "FAILURE"), (DsnNotify.Delay, "DELAY") }
                .Where(each => notify.HasFlag(each.Item1)).Select(each => each.Item2));

    // RFC 3461 §4.2: "type;xtext", at most 500 characters. An address that is not ASCII would need utf-8-addr-xtext
    // (RFC 6533 §3); it is left out, which is always allowed.
    private static void Original(CommandBuffer output, string? original)
    {
        if (original is null or { Length: > 500 } || !System.Text.Ascii.IsValid(original)) return;
        var end = original.IndexOf(';');
        if (end < 1 || original.AsSpan(0, end).ContainsAnyExcept(TypeCharacters)) return;
        output.Add(" ORCPT=").Add(original[..(end + 1)]).AddXtext(original[(end + 1)..]);
    }

    private static readonly System.Buffers.SearchValues<char> TypeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
}

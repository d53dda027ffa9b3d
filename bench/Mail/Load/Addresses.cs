namespace Sekisho.Bench.Mail.Load;

/// <summary>The made-up names of the benchmark.</summary>
internal static class Addresses
{
    public const string Domain = "bench.test";
    public const string RelayDomain = "relay.test";
    public const string Local = "reader@" + Domain;
    public const string Relayed = "reader@" + RelayDomain;
    public const string Sender = "sender@load.test";
}

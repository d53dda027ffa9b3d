using Sekisho.Sealing.Tags;

namespace Sekisho.Store.Correspondents;

/// <summary>What has been learned and is not written yet; what comes twice is counted. Not safe for several threads.</summary>
internal sealed class Waiting
{
    public Dictionary<(long Tenant, Tag Tag), (long Messages, long Written)> Correspondents { get; } = [];

    public Dictionary<(long Tenant, Tag Name, Tag Address), (long Messages, bool Own)> Names { get; } = [];

    public List<(long Tenant, byte[] Tag)> Sent { get; } = [];

    public HashSet<(long Tenant, Tag Tag)> Sites { get; } = [];

    public int Count => Correspondents.Count + Names.Count + Sent.Count + Sites.Count;

    public void AddCorrespondent(long tenant, byte[] tag, int messages, int written)
    {
        var key = (tenant, Tag.Read(tag));
        var (m, w) = Correspondents.GetValueOrDefault(key);
        Correspondents[key] = (m + messages, w + written);
    }

    public void AddName(long tenant, byte[] name, byte[] address, bool own)
    {
        var key = (tenant, Tag.Read(name), Tag.Read(address));
        var (messages, wasOwn) = Names.GetValueOrDefault(key);
        Names[key] = (messages + 1, own || wasOwn);
    }
}

using Sekisho.Kernel.Bytes;

namespace Sekisho.Events.Evtx;

/// <summary>
/// The compiled templates of a chunk, by where their definition stands and the path that they are used at. Templates
/// are also remembered by their number for the whole file: a record whose definition was overwritten is read with the
/// same template of another chunk.
/// </summary>
internal sealed class BinXmlPlans(BinXmlCompiler compiler)
{
    /// <summary>At most so many templates are remembered beyond their chunk. Stops a file of invented templates from filling the memory.</summary>
    private const int MaxKept = 2048;

    /// <summary>At most so many paths at which templates are used; beyond, nothing is remembered.</summary>
    private const int MaxContexts = 1024;

    private readonly ByteStringTable _contexts = new();
    private readonly Dictionary<long, BinXmlPlan> _ofChunk = [];
    private readonly Dictionary<long, BinXmlPlan> _kept = [];
    private readonly Stack<BinXmlPlan> _spare = new();

    /// <summary>Some template was read with a definition from another chunk, since the last <see cref="NextChunk"/>.</summary>
    public bool UsedKept { get; private set; }

    /// <summary>Forgets the places of the last chunk.</summary>
    public void NextChunk()
    {
        foreach (var plan in _ofChunk.Values)
            if (!plan.Kept) Return(plan);
        _ofChunk.Clear();
        UsedKept = false;
    }

    /// <summary>An empty plan to fill once.</summary>
    public BinXmlPlan Rent() => _spare.TryPop(out var plan) ? plan : new BinXmlPlan();

    /// <summary>Gives a plan back.</summary>
    public void Return(BinXmlPlan plan)
    {
        if (_spare.Count < 256) _spare.Push(plan);
    }

    /// <summary>The plan of an instance's template, compiled when it is new; null when its definition is nowhere.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="context">The path that it is used at.</param>
    public BinXmlPlan? Of(BinXmlInstance instance, ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> context)
    {
        var contextId = _contexts.Count < MaxContexts ? _contexts.Add(context) : _contexts.Find(context);
        if (contextId < 0) return null;
        var keptKey = ((long)instance.TemplateId << 16) | (uint)contextId;
        if (instance.IsUndefined) return Kept(keptKey);
        var key = ((long)instance.BodyStart << 16) | (uint)contextId;
        if (_ofChunk.TryGetValue(key, out var plan)) return plan;
        plan = Rent();
        var cursor = new BinXmlCursor(chunk, instance.BodyStart, instance.BodyEnd);
        compiler.Compile(ref cursor, context, hasDependencies: true, plan);
        if (plan.Damaged && Kept(keptKey) is { } whole)
        {
            Return(plan);
            return whole;
        }

        _ofChunk[key] = plan;
        if (plan is { Damaged: false, IsBoundToChunk: false } && _kept.Count < MaxKept && _kept.TryAdd(keptKey, plan)) plan.Kept = true;
        return plan;
    }

    private BinXmlPlan? Kept(long key)
    {
        if (!_kept.TryGetValue(key, out var plan)) return null;
        UsedKept = true;
        return plan;
    }
}

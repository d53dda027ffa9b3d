using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Correlating;

/// <summary>
/// Follows the correlations of a rule set over a stream of hits. Windows slide: a correlation with lower limits only
/// (or none) fires with the event that completes it, wherever in the window that event lies, so events may come out of
/// order. One that also has upper limits, or compares a mean or percentile, can only be judged when its window is over:
/// it begins with the first event and ends when the watermark has passed its end. Having fired, a group is silent for
/// one timespan. For one thread at a time.
/// </summary>
public sealed class Correlator
{
    private readonly CorrelationOptions _options;
    private readonly CorrelationPlan[] _plans;
    private readonly List<(int Correlation, int Reference)>[] _ofRule;
    private readonly List<(int Correlation, int Reference)>[] _ofCorrelation;
    private readonly GroupStore _groups;
    private readonly GroupKey _key = new();
    private readonly Measure _measure = new();
    private readonly PriorityQueue<Group, long> _closing = new();
    private readonly List<CorrelationHit> _hits = [];
    private readonly FileNames _files = new();
    private long _latest = long.MinValue;
    private long _events;

    /// <summary>Makes a correlator with no memory.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">Its limits, or null for the usual ones.</param>
    public Correlator(RuleSet rules, CorrelationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _options = options ?? new CorrelationOptions();
        _plans = [.. rules.Correlations.Select(rule => new CorrelationPlan(rule, rules.References[rule.Index], rules, _options.MaxEventsPerGroup))];
        _groups = new GroupStore(_plans.Length, _options.MaxGroups);
        _ofRule = [.. rules.Rules.Select(_ => new List<(int, int)>())];
        _ofCorrelation = [.. rules.Correlations.Select(_ => new List<(int, int)>())];
        for (var correlation = 0; correlation < _plans.Length; correlation++)
        {
            var references = rules.References[correlation];
            for (var i = 0; i < references.Count; i++) (references[i].Rule >= 0 ? _ofRule[references[i].Rule] : _ofCorrelation[references[i].Correlation]).Add((correlation, i));
        }
    }

    /// <summary>How many groups are remembered.</summary>
    public int GroupCount => _groups.Count;

    /// <summary>How many groups were forgotten because there were too many.</summary>
    public long EvictedGroups => _groups.Evicted;

    /// <summary>How many hits came too late to count.</summary>
    public long LateEvents { get; private set; }

    /// <summary>How many hits had no time and could not count.</summary>
    public long TimelessEvents { get; private set; }

    /// <summary>The time before which nothing is waited for; null before the first event, or when everything is waited for.</summary>
    public DateTimeOffset? Watermark => _options.Lateness is null || _latest == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(WatermarkMilliseconds);

    internal GroupStore Groups => _groups;

    internal CorrelationPlan[] Plans => _plans;

    internal FileNames Files => _files;

    internal byte[] Secret { get => _key.Secret; set => _key.Secret = value; }

    internal long Latest { get => _latest; set => _latest = value; }

    internal long EventCount { get => _events; set => _events = value; }

    private long WatermarkMilliseconds => _options.Lateness is { } lateness && _latest != long.MinValue ? _latest - (long)lateness.TotalMilliseconds : long.MinValue;

    /// <summary>Whether a rule's hits matter to any correlation.</summary>
    /// <param name="rule">A rule of the set.</param>
    public bool Wants(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return _ofRule[rule.Index].Count > 0;
    }

    /// <summary>Takes the hits of one event.</summary>
    /// <param name="rules">The rules that fired over it.</param>
    /// <param name="fields">The event.</param>
    /// <param name="file">The log it is from, for the hits of correlations.</param>
    /// <param name="record">Its position there.</param>
    /// <returns>The correlations that fire now; valid until the next call.</returns>
    public IReadOnlyList<CorrelationHit> Observe(ReadOnlySpan<SigmaRule> rules, IEventFields fields, string file, long record)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _hits.Clear();
        if (_plans.Length == 0) return _hits;
        Sighting? sighting = null;
        foreach (var rule in rules)
        {
            if (_ofRule[rule.Index].Count == 0) continue;
            if (fields.Time is not { } time)
            {
                TimelessEvents++;
                continue;
            }

            if (sighting is null)
            {
                sighting = new Sighting(fields, time.ToUnixTimeMilliseconds(), file, record, []);
                _events++;
            }

            foreach (var (correlation, reference) in _ofRule[rule.Index]) Add(correlation, reference, sighting);
        }

        if (sighting is not null && sighting.Time > _latest) _latest = sighting.Time;
        CloseWindows(WatermarkMilliseconds);
        ForgetQuiet(WatermarkMilliseconds);
        return _hits;
    }

    /// <summary>Says that time has passed although no event came: windows that are over by then are judged.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The correlations that fire now; valid until the next call.</returns>
    public IReadOnlyList<CorrelationHit> Advance(DateTimeOffset now)
    {
        _hits.Clear();
        _latest = Math.Max(_latest, now.ToUnixTimeMilliseconds());
        CloseWindows(WatermarkMilliseconds);
        return _hits;
    }

    /// <summary>Says that nothing will come any more: all open windows are judged.</summary>
    /// <returns>The correlations that fire now; valid until the next call.</returns>
    public IReadOnlyList<CorrelationHit> Finish()
    {
        _hits.Clear();
        CloseWindows(long.MaxValue);
        return _hits;
    }

    /// <summary>
    /// Judges the windows that are over by the time of the latest event, and forgets what can complete none any more:
    /// at the end of a run whose memory is kept for the next.
    /// </summary>
    /// <returns>The correlations that fire now; valid until the next call.</returns>
    public IReadOnlyList<CorrelationHit> Settle()
    {
        _hits.Clear();
        CloseWindows(_latest);
        ForgetQuiet(_latest);
        return _hits;
    }

    internal void Reopen(Group group)
    {
        if (group.WindowStart != long.MinValue) _closing.Enqueue(group, group.WindowStart + _plans[group.Correlation].SpanMilliseconds);
    }

    private void Add(int correlation, int reference, Sighting sighting)
    {
        var plan = _plans[correlation];
        if (!TryValue(plan, reference, sighting, out var value) || !TryKey(plan, reference, sighting, out var key)) return;
        var oldest = WatermarkMilliseconds == long.MinValue ? long.MinValue : WatermarkMilliseconds - (plan.FiresAtOnce ? plan.SpanMilliseconds : 0);
        if (sighting.Time < oldest)
        {
            LateEvents++;
            return;
        }

        var group = _groups.Touch(correlation, key);
        group.Position = (sighting.File, sighting.Record);
        var at = group.Insert(new Entry(sighting.Time, value, sighting.Record, reference, _files.NumberOf(sighting.File)));
        if (plan.FiresAtOnce)
        {
            if (FiringWindow.Holds(plan, group, at, _measure, out var measured, out var window) && !IsSilent(plan, group, sighting.Time)) Fire(plan, group, group.Entries[window], sighting, reference, measured);
            FiringWindow.Forget(plan, group, at, oldest);
            return;
        }

        group.Values ??= [.. plan.GroupNames.Select((name, i) => sighting.TextOf(name, plan.GroupFields[reference][i]))];
        if (group.Count > plan.MaxEntries)
        {
            group.RemoveAt(at);
            group.Overflow++;
        }

        Open(plan, group);
    }

    private static bool IsSilent(CorrelationPlan plan, Group group, long time) =>
        group.LastFired != long.MinValue && Math.Abs(time - group.LastFired) <= plan.SpanMilliseconds;

    private void Open(CorrelationPlan plan, Group group)
    {
        if (group.Count == 0) return;
        var start = group.Entries[0].Time;
        if (group.WindowStart != long.MinValue && group.WindowStart <= start) return;
        group.WindowStart = start;
        _closing.Enqueue(group, start + plan.SpanMilliseconds);
        if (_closing.Count > (2 * _groups.Count) + 4096) RebuildQueue();
    }

    /// <summary>Drops from the queue what belongs to groups that were forgotten or windows that began earlier than first thought.</summary>
    private void RebuildQueue()
    {
        _closing.Clear();
        for (var correlation = 0; correlation < _plans.Length; correlation++)
            foreach (var group in _groups.Of(correlation)) Reopen(group);
    }

    private void CloseWindows(long watermark)
    {
        while (_closing.TryPeek(out var group, out var end) && end < watermark)
        {
            _closing.Dequeue();
            var plan = _plans[group.Correlation];
            // A window that an earlier event opened again has another entry; a group that was forgotten has none.
            if (group.WindowStart == long.MinValue || group.WindowStart + plan.SpanMilliseconds != end) continue;
            Close(plan, group, end);
        }
    }

    private void Close(CorrelationPlan plan, Group group, long end)
    {
        var count = 0;
        while (count < group.Count && group.Entries[count].Time < end) count++;
        var window = group.Entries[..count];
        foreach (var value in _measure.Of(plan.Rule, window, group.Overflow))
        {
            if (!plan.Rule.Bounds.All(bound => bound.Holds(value))) continue;
            var last = window[^1].Time;
            var named = plan.GroupNames.Select((name, i) => KeyValuePair.Create(name, group.Values?[i])).ToList();
            Tell(plan, window, new Sighting(null, last, group.Position.File, group.Position.Record, named), value, named);
            break;
        }

        group.RemoveFirst(count);
        group.Overflow = 0;
        group.WindowStart = long.MinValue;
        if (group.Count == 0) _groups.Remove(group);
        else Open(plan, group);
    }

    private void Fire(CorrelationPlan plan, Group group, ReadOnlySpan<Entry> window, Sighting sighting, int reference, double value)
    {
        group.LastFired = sighting.Time;
        var named = plan.GroupNames.Select((name, i) => KeyValuePair.Create(name, sighting.TextOf(name, plan.GroupFields[reference][i]))).ToList();
        Tell(plan, window, sighting with { Named = named }, value, named);
    }

    private void Tell(CorrelationPlan plan, ReadOnlySpan<Entry> window, Sighting sighting, double value, List<KeyValuePair<string, string?>> named)
    {
        if (plan.Rule.IsShown)
        {
            var events = new CorrelationEvent[window.Length];
            for (var i = 0; i < events.Length; i++)
                events[i] = new CorrelationEvent(plan.Headers[window[i].Reference], DateTimeOffset.FromUnixTimeMilliseconds(window[i].Time), _files[window[i].File], window[i].Record);
            _hits.Add(new CorrelationHit(plan.Rule, DateTimeOffset.FromUnixTimeMilliseconds(sighting.Time), sighting.File, sighting.Record, value, named, events));
        }

        // Another event for those above: it must not be taken for a step of the same event.
        if (_ofCorrelation[plan.Rule.Index].Count > 0) _events++;
        foreach (var (correlation, reference) in _ofCorrelation[plan.Rule.Index]) Add(correlation, reference, sighting);
    }

    private bool TryValue(CorrelationPlan plan, int reference, Sighting sighting, out long value)
    {
        value = _events;
        if (plan.ValueNames.Length == 0 || plan.Rule.Type is CorrelationType.EventCount or CorrelationType.Temporal or CorrelationType.TemporalOrdered) return true;
        var byText = plan.Rule.Type == CorrelationType.ValueCount || (plan.Rule.Type == CorrelationType.ValuePercentile && plan.Rule.Percentile is null);
        if (!byText)
        {
            if (!sighting.TryGet(plan.ValueNames[0], plan.ValueFields[reference][0], out var text) || !NumberTest.TryRead(text, out var number)) return false;
            value = BitConverter.DoubleToInt64Bits(number);
            return true;
        }

        _key.Begin();
        for (var i = 0; i < plan.ValueNames.Length; i++)
        {
            if (!sighting.TryGet(plan.ValueNames[i], plan.ValueFields[reference][i], out var text)) return false;
            _key.Add(text, present: true);
        }

        value = (long)(ulong)_key.Finish();
        return true;
    }

    /// <summary>An event without some of the fields is in a group of its own; one without any of them cannot be told from others and does not count.</summary>
    private bool TryKey(CorrelationPlan plan, int reference, Sighting sighting, out UInt128 key)
    {
        _key.Begin();
        var any = plan.GroupNames.Length == 0;
        for (var i = 0; i < plan.GroupNames.Length; i++)
        {
            var present = sighting.TryGet(plan.GroupNames[i], plan.GroupFields[reference][i], out var value);
            _key.Add(value, present);
            any |= present;
        }

        key = any ? _key.Finish() : default;
        return any;
    }

    // Groups whose events are all too old to matter. Those with open windows are removed when these close.
    private void ForgetQuiet(long watermark)
    {
        if (watermark == long.MinValue) return;
        _groups.RemoveWhile(group => group.WindowStart == long.MinValue && group.Count > 0
            && group.Entries[^1].Time < watermark - _plans[group.Correlation].SpanMilliseconds
            && group.LastFired < watermark - _plans[group.Correlation].SpanMilliseconds);
    }
}

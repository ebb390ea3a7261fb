namespace SparseGen;

/// <content>Parts of data sets, and data sets put together. Nothing is copied but labels; names of classes stay.</content>
public sealed partial class Dataset
{
    /// <summary>Some samples, in the order given; one may be there several times.</summary>
    /// <param name="indices">Which samples, at least one; each 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentException">There is no index, or one is out of range.</exception>
    public Dataset Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("indices is empty; a data set needs at least one sample.", nameof(indices));
        }

        foreach (int index in indices)
        {
            Checked(index);
        }

        int[] own = indices.ToArray();
        int[] labels = HasLabels ? Array.ConvertAll(own, index => _labels.Span[index]) : [];
        return new Dataset(
            new SubsetSource(_source, own), own.Length, labels, _targets is null ? null : new SubsetSource(_targets, own), ClassNames);
    }

    /// <summary>Two parts of the samples, drawn at random; each keeps the order of the whole.</summary>
    /// <param name="count">Samples of the first part; 1 to <see cref="Count"/> - 1. The second part has the others.</param>
    /// <param name="seed">Decides, with the number of samples and their labels, and nothing else, which.</param>
    /// <param name="stratified">Whether both parts have the classes in the same shares, as near as whole samples can: largest remainders.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> leaves one part without samples.</exception>
    /// <exception cref="InvalidOperationException">A stratified split of samples that have no labels.</exception>
    public (Dataset First, Dataset Second) Split(int count, ulong seed = 0, bool stratified = false)
    {
        if (count < 1 || count >= Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"count is {count}; of {Count} samples it must be 1 to {Count - 1}, so that both parts have some.");
        }

        if (stratified && !HasLabels)
        {
            throw new InvalidOperationException("These samples have target numbers and no labels; a stratified split needs labels.");
        }

        bool[] isFirst = stratified ? DatasetSplit.Stratified(Labels, count, seed) : DatasetSplit.Plain(Count, count, seed);
        int[] all = [.. Enumerable.Range(0, Count)];
        return (Subset([.. all.Where(index => isFirst[index])]), Subset([.. all.Where(index => !isFirst[index])]));
    }

    /// <summary>Two parts of the samples, drawn at random; each keeps the order of the whole.</summary>
    /// <inheritdoc cref="Split(int, ulong, bool)" path="/*[not(self::param)]"/>
    /// <param name="fraction">Share of the first part, between 0 and 1; its samples are rounded to the nearest whole number.</param>
    /// <param name="seed">Decides, with the number of samples and their labels, and nothing else, which.</param>
    /// <param name="stratified">Whether both parts have the classes in the same shares, as near as whole samples can: largest remainders.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> leaves one part without samples.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed = 0, bool stratified = false)
    {
        double count = Math.Round(fraction * Count, MidpointRounding.AwayFromZero);
        if (!(fraction > 0 && fraction < 1) || count < 1 || count > Count - 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, $"fraction is {fraction}; of {Count} samples it must leave at least one to each part.");
        }

        return Split((int)count, seed, stratified);
    }

    /// <summary>These samples and then those of another data set.</summary>
    /// <param name="other">A data set with inputs and targets of the same size, or labels as here.</param>
    /// <exception cref="ArgumentException">The two do not fit together: inputs, targets, names of classes, or more than 2^31 - 1 samples.</exception>
    public Dataset Concat(Dataset other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string? problem =
            other.InputSize != InputSize ? $"a sample of it has {other.InputSize} inputs; expected {InputSize}"
            : other.HasLabels != HasLabels ? $"it has {(other.HasLabels ? "labels" : "target numbers")}; expected {(HasLabels ? "labels" : "target numbers")}"
            : other.TargetSize != TargetSize ? $"a sample of it has {other.TargetSize} target numbers; expected {TargetSize}"
            : (long)Count + other.Count > Array.MaxLength ? $"it has {other.Count} samples; with the {Count} here that is more than {Array.MaxLength}"
            : !ClassNames.IsEmpty && !other.ClassNames.IsEmpty && !ClassNames.AsSpan().SequenceEqual(other.ClassNames.AsSpan())
                ? $"its classes are {string.Join(", ", other.ClassNames)}; expected {string.Join(", ", ClassNames)}"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException($"other cannot be put behind this data set: {problem}.", nameof(other));
        }

        int[] labels = HasLabels ? [.. Labels, .. other.Labels] : [];
        return new Dataset(
            new ConcatenatedSource(_source, Count, other._source),
            Count + other.Count,
            labels,
            _targets is null ? null : new ConcatenatedSource(_targets, Count, other._targets!),
            ClassNames.IsEmpty ? other.ClassNames : ClassNames);
    }

    /// <summary>The same samples with names of their classes.</summary>
    /// <param name="classNames">By label.</param>
    /// <exception cref="ArgumentException">A label has no name.</exception>
    public Dataset WithClassNames(params ReadOnlySpan<string> classNames) => new(_source, Count, _labels, _targets, [.. classNames]);

    /// <summary>The same samples with their target numbers several times, one after another: those of each member of an ensemble (<see cref="MemberLoss"/>).</summary>
    /// <param name="copies">How often; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="copies"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels, which every member reads as they are.</exception>
    public Dataset RepeatTargets(int copies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        SampleSource targets = _targets ?? throw new InvalidOperationException("These samples have labels and no target numbers; a label is every member's as it is.");
        return new Dataset(_source, Count, _labels, new RepeatedSource(targets, copies), ClassNames);
    }
}

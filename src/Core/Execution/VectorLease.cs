namespace SparseGen.Execution;

/// <summary>
/// A hold on the models of two vectors at the most: one that is changed, one that is read. Taken in the order of their numbers, so that two threads that copy in
/// opposite directions do not wait for each other.
/// </summary>
internal readonly struct VectorLease : IDisposable
{
    private readonly ModelAccess? _moved;
    private readonly ModelAccess? _read;

    private VectorLease(ModelAccess? moved, ModelAccess? read) => (_moved, _read) = (moved, read);

    /// <summary>Takes hold.</summary>
    /// <param name="moved">Of the vector that is changed; null where that belongs to no model.</param>
    /// <param name="read">Of the vector that is read; null for none.</param>
    /// <param name="member">What changes it, for whoever comes in between.</param>
    /// <exception cref="InvalidOperationException">Another thread is at the model that is changed.</exception>
    internal static VectorLease Begin(ModelAccess? moved, ModelAccess? read, string member)
    {
        bool isOne = moved is not null && ReferenceEquals(moved, read);
        bool readsFirst = !isOne && moved is not null && read is not null && read.Number < moved.Number;
        bool isReading = readsFirst && read!.BeginRead();
        if (moved is not null)
        {
            try
            {
                moved.BeginTraining(member);
            }
            catch
            {
                read?.EndRead(isReading);
                throw;
            }

            moved.BeginMove();
        }

        if (!readsFirst && !isOne && read is not null)
        {
            isReading = read.BeginRead();
        }

        return new VectorLease(moved, isReading ? read : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _read?.EndRead(begun: true);
        if (_moved is not null)
        {
            _moved.EndMove();
            _moved.EndTraining();
        }
    }
}

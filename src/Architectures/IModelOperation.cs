namespace SparseGen.Models;

/// <summary>
/// Something to be done with a model class that is only known by name at run time. <see cref="ModelEntry.Apply"/> calls it with the class as a type argument, so
/// that everything below is generic code without reflection.
/// </summary>
/// <typeparam name="TResult">What it yields.</typeparam>
public interface IModelOperation<out TResult>
{
    /// <summary>Does it.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="entry">The entry that stands for it.</param>
    TResult Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>;
}

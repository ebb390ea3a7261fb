namespace SparseGen.Models.Catalogue;

/// <summary>
/// Something a command does with a model class that is only known by name at run time. The entry calls it with the class as a
/// type argument, so that everything below a command is generic code without reflection.
/// </summary>
/// <typeparam name="TResult">What it yields.</typeparam>
internal interface IModelOperation<out TResult>
{
    /// <summary>Does it.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="entry">The entry that stands for it.</param>
    TResult Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>;
}

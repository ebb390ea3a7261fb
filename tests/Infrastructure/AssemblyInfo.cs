// Models spread over all cores themselves, and the allocation tests count what the whole process allocates.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

/** Every operator name in MongoDB's manual (server 8), to see that none is ignored. */

export const QUERY_OPERATORS = words(`
  $eq $gt $gte $in $lt $lte $ne $nin $and $not $nor $or $exists $type $expr $jsonSchema $mod $regex $options $text
  $where $geoIntersects $geoWithin $near $nearSphere $box $center $centerSphere $geometry $maxDistance $minDistance
  $polygon $uniqueDocs $all $elemMatch $size $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $comment $rand
  $sampleRate $natural $alwaysTrue $alwaysFalse $within $search $language $caseSensitive $diacriticSensitive`);

export const UPDATE_OPERATORS = words(`
  $currentDate $inc $min $max $mul $rename $set $setOnInsert $unset $addToSet $pop $pull $push $pullAll $pushAll
  $each $position $slice $sort $bit $isolated $addFields $project $replaceRoot $replaceWith`);

export const STAGES = words(`
  $addFields $bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $count $currentOp $densify
  $documents $facet $fill $geoNear $graphLookup $group $indexStats $limit $listClusterCatalog $listLocalSessions
  $listSampledQueries $listSearchIndexes $listSessions $lookup $match $merge $out $planCacheStats $project $querySettings
  $queryStats $rankFusion $redact $replaceRoot $replaceWith $sample $scoreFusion $search $searchMeta $set
  $setWindowFields $shardedDataDistribution $skip $sort $sortByCount $unionWith $unset $unwind $vectorSearch`);

export const ACCUMULATORS = words(`
  $accumulator $addToSet $avg $bottom $bottomN $concatArrays $count $first $firstN $last $lastN $max $maxN $median
  $mergeObjects $min $minN $percentile $push $setUnion $stdDevPop $stdDevSamp $sum $top $topN $covariancePop
  $covarianceSamp $denseRank $derivative $documentNumber $expMovingAvg $integral $linearFill $locf $minMaxScaler $rank
  $shift`);

export const EXPRESSIONS = words(`
  $abs $accumulator $acos $acosh $add $addToSet $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $asin
  $asinh $atan $atan2 $atanh $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bottom $bottomN $bsonSize $ceil $cmp
  $concat $concatArrays $cond $convert $cos $cosh $createObjectId $count $covariancePop $covarianceSamp $dateAdd
  $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek
  $dayOfYear $degreesToRadians $denseRank $deriveSubtype $derivative $divide $documentNumber $encStrContains
  $encStrEndsWith $encStrNormalizedEq $encStrStartsWith $eq $exp $expMovingAvg $filter $first $firstN $floor $function
  $getField $gt $gte $hash $hexHash $hour $ifNull $in $indexOfArray $indexOfBytes $indexOfCP $integral $isArray
  $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN $let $linearFill $literal $ln $locf $log $log10 $lt $lte
  $ltrim $map $max $maxN $median $mergeObjects $meta $min $minN $millisecond $minute $mod $month $multiply $ne $not
  $objectToArray $or $percentile $pow $push $radiansToDegrees $rand $range $rank $reduce $regexFind $regexFindAll
  $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $sampleRate $second $setDifference $setEquals
  $setField $setIntersection $setIsSubset $setUnion $shift $sigmoid $sin $sinh $size $slice $sortArray $split $sqrt
  $stdDevPop $stdDevSamp $strcasecmp $strLenBytes $strLenCP $substr $substrBytes $substrCP $subtract $subtype $sum
  $switch $tan $tanh $toArray $toBool $toDate $toDecimal $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObject
  $toObjectId $top $topN $toString $toUpper $toUUID $trim $trunc $tsIncrement $tsSecond $type $unsetField $week $year
  $zip $similarityCosine $similarityDotProduct $similarityEuclidean $currentDate`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Files of citizens and staff. */
export const FILE_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'file-empty': entry(
    'bad-input',
    400,
    ['没有收到文件内容。', '请用 multipart/form-data 的 file 字段上传一个文件。'],
    ['No file was received.', 'Send one file as field "file" of multipart/form-data.'],
  ),
  'file-too-large': entry(
    'bad-input',
    413,
    ['文件太大，没有接收。', '请压缩，或只上传最要紧的部分。'],
    ['The file is too large and was not taken.', 'Compress it, or upload the part that matters.'],
  ),
  'type-not-allowed': entry(
    'bad-input',
    415,
    ['不支持这种文件。', '请改用图片、PDF、Office 文档、录音或视频。'],
    ['This type of file is not taken.', 'Use pictures, PDF, office documents, audio or video.'],
  ),
  'unreadable-image': entry(
    'bad-input',
    422,
    ['图片打不开，可能已损坏。', '请换一张图片后上传。'],
    ['The picture cannot be read.', 'Upload another one.'],
  ),
  'attachment-foreign': entry(
    'bad-input',
    400,
    ['附件既不在这里出现过，也不是您上传的。', '请先上传文件，再附上返回的编号。'],
    [
      'The file is neither shown here nor one that you uploaded.',
      'Upload it first and attach the id that is answered.',
    ],
  ),
  'attachment-not-found': entry(
    'not-found',
    404,
    ['没有这个附件，或不在您的权限范围内。', '请从工单或会话中重新打开。'],
    [
      'There is no such attachment, or it is not yours to see.',
      'Open it again from its ticket or conversation.',
    ],
  ),
};
